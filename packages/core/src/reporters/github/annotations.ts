import { failuresOf, type Failure } from '../../record/failures.js';
import type { FileRecord, NotableEvent, RunRecord } from '../../record/run-record.js';
import { serviceText, serviceTitle } from '../../record/service-text.js';
import { testHistories } from '../../record/test-history.js';
import { withoutEscapes } from '../without-escapes.js';
import { failurePlace, type Place } from './failure-place.js';

/** A remark at a place in the sources, as GitHub shows it in a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly place?: Place;
}

/** How annotations of a run are told from those of others. */
export interface AnnotationNaming {
  /** Path from the top of the repository to the root of the run; empty where they are the same. */
  readonly prefix: string;
  readonly project?: string | undefined;
}

/** Failures as errors; what is flaky, recovered or leaking as warnings. */
export function annotationsOf(record: RunRecord): readonly Annotation[] {
  return [
    ...record.notable.flatMap(serviceFailures),
    ...record.files.flatMap(failuresOf).map(failureAnnotation),
    ...record.files.flatMap(warnings),
  ];
}

/**
 * The annotation as a line of a step's output:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 *
 */
export function workflowCommand(
  { level, title, message, place }: Annotation,
  { prefix, project }: AnnotationNaming,
): string {
  const properties = [
    ...(place === undefined ? [] : [`file=${property(prefix + place.file)}`, `line=${place.line}`]),
    `title=${property(project === undefined ? title : `${project}: ${title}`)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(message)}`;
}

/** A service that failed is at no place in the sources. */
function serviceFailures(event: NotableEvent): readonly Annotation[] {
  if (event.type !== 'service-changed' || event.change.state !== 'failed') return [];
  return [{ level: 'error', title: serviceTitle(event.change), message: serviceText(event.change) }];
}

function failureAnnotation(failure: Failure): Annotation {
  const { file } = failure;
  if (failure.kind === 'file') {
    const lines = [file.reason ?? `The verdict is: ${failure.verdict}.`, ...evidenceLines(file)];
    const title = `${file.path} (${failure.verdict})`;
    return { level: 'error', title, message: lines.join('\n'), place: { file: file.path, line: 1 } };
  }
  const { id, last } = failure.test;
  const place = failurePlace(last);
  return {
    level: 'error',
    title: id,
    message: last.message ?? last.outcome,
    place: place ?? { file: file.path, line: 1 },
  };
}

function evidenceLines({ evidence }: FileRecord): readonly string[] {
  return evidence === undefined ? [] : [evidence.summary, ...evidence.lines];
}

function warnings(file: FileRecord): readonly Annotation[] {
  const top = { file: file.path, line: 1 };
  const flaky = testHistories(file.attempts).filter((test) => test.flaky);
  const leaks = file.attempts.flatMap((attempt) => attempt.leaks);
  return [
    ...flaky.map(({ id, results: [first] }): Annotation => {
      const message = `Failed, and passed when it was run again.${first?.message === undefined ? '' : `\n${first.message}`}`;
      return {
        level: 'warning',
        title: `${id} is flaky`,
        message,
        place: (first && failurePlace(first)) ?? top,
      };
    }),
    ...(file.verdict === 'recovered' ? [recoveredAnnotation(file, top)] : []),
    ...leaks.map(({ command, pid, ended, test }): Annotation => {
      const message = `${command} (pid ${pid}) outlived its attempt and was ${ended ? 'ended' : 'left alive'}.`;
      return { level: 'warning', title: `${test ?? file.path} leaked a process`, message, place: top };
    }),
  ];
}

function recoveredAnnotation({ path, retries, reason }: FileRecord, place: Place): Annotation {
  const message =
    retries.missing === 0
      ? `${reason ?? 'Was away for a moment.'} Then it passed.`
      : `Not found in ${retries.missing} of its attempts although it was there, and then passed.`;
  return { level: 'warning', title: `${path} recovered`, message, place };
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
function data(text: string): string {
  return withoutEscapes(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
