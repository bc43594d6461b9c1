import { isAbsolute, relative, sep } from 'node:path';
import type { Leak, ReportResult, RunEvent, Verdict } from '@steadfast/core';
import { type CauseEntry, causeOfFile, groupedByCause } from './common-causes.js';
import { fileCountsText, plural, testCountsText } from './counts-text.js';
import { durationText } from './duration-text.js';
import { printable } from './printable.js';
import { firstLine, type NotedFile, type NotedTest, type RunDigest } from './run-digest.js';
import type { TextStyle } from './text-style.js';

type RunFinished = Extract<RunEvent, { type: 'run-finished' }>;

export interface SummaryContent {
  readonly digest: RunDigest;
  readonly finished: RunFinished;
  readonly fates: readonly ReportResult[];
  /** Paths below it are shown relative to it. */
  readonly root: string;
  readonly style: TextStyle;
  /** Whether warnings are listed. */
  readonly showsWarnings: boolean;
}

/** A heading with what belongs under it; not printed when that is nothing. */
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is said at the end of a run: the odd first, then the bad, and last the one line that people look for. */
export function summaryText({ digest, finished, fates, root, style, showsWarnings }: SummaryContent): string {
  const sections = [
    { title: 'Warnings', lines: showsWarnings ? digest.notes.warningLines() : [] },
    { title: 'Said at the end of files', lines: digest.notes.saidLines() },
    { title: 'Slowest tests', lines: slowestTestLines(digest) },
    { title: 'Slowest files', lines: slowestLines(digest) },
    { title: 'Leaked processes, which outlived the attempt that started them', lines: leakLines(digest) },
    { title: 'Recovered: not found at first, passed later', lines: recoveredLines(digest) },
    { title: 'Flaky: failed, passed when run again', lines: flakyLines(digest) },
    ...RED.map(({ verdict, title }) => ({ title, lines: redLines(digest, verdict) })),
    { title: 'Interrupted', lines: interruptedLines(digest) },
    { title: 'Not run', lines: notRunLines(digest, finished) },
    { title: 'Reports', lines: fates.map((fate) => fateLine(fate, root)) },
  ];
  return [
    ...sections.flatMap((section) => sectionText(section, style)),
    lastLine(finished, digest.notes.countsText(), style),
  ].join('\n');
}

const RED: readonly { readonly verdict: Verdict; readonly title: string }[] = [
  { verdict: 'failed', title: 'Failed' },
  { verdict: 'timed-out', title: 'Timed out' },
  { verdict: 'crashed', title: 'Crashed' },
  { verdict: 'error', title: 'Errors' },
  { verdict: 'missing', title: 'Missing' },
];

function sectionText({ title, lines }: Section, style: TextStyle): readonly string[] {
  return lines.length === 0
    ? []
    : [style.strong(title), ...lines.map((line) => `  ${printable(line, false)}`), ''];
}

function slowestTestLines({ slowestTests }: RunDigest): readonly string[] {
  return timed(slowestTests.tests.map(({ id, durationMs }) => [durationMs, id]));
}

function slowestLines({ slowest, done }: RunDigest): readonly string[] {
  return done < 2 ? [] : timed(slowest.map(({ path, durationMs }) => [durationMs, path]));
}

function timed(entries: readonly (readonly [durationMs: number, name: string])[]): readonly string[] {
  const times = entries.map(([durationMs]) => durationText(durationMs));
  const width = times.reduce((widest, time) => Math.max(widest, time.length), 0);
  return entries.map(([, name], index) => `${(times[index] ?? '').padStart(width)}  ${name}`);
}

function leakLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap((file) => file.leaks.map((leak) => `${leak.test ?? file.path}: ${leakText(leak)}`));
}

/** `pid 4711, "python -m http.server", 2.1s old, ended` */
export function leakText({ pid, command, ageMs, ended }: Leak): string {
  return `pid ${pid}, "${command}", ${durationText(ageMs)} old, ${ended ? 'ended' : 'left alive'}`;
}

function recoveredLines({ noted }: RunDigest): readonly string[] {
  return noted
    .filter(({ retries, verdict }) => verdict === 'recovered' || (retries.missing > 0 && verdict === 'flaky'))
    .map((file) => `${file.path}  ${recoveryText(file)}`);
}

function recoveryText({ retries, presenceChecks, reason }: NotedFile): string {
  if (retries.missing === 0) return reason ?? 'was away for a moment';
  const stats = presenceChecks.flatMap(({ stats }) => stats).map(({ result }) => result);
  const looks = stats.length > 0 ? `; looked for it: ${stats.join(', ')}` : '';
  return `not found in ${plural(retries.missing, 'attempt')} though it was there${looks}`;
}

function flakyLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap(({ tests }) => tests.filter(({ flaky }) => flaky).map(testLine));
}

function redLines({ noted }: RunDigest, verdict: Verdict): readonly string[] {
  const files = noted.filter((file) => file.verdict === verdict);
  return groupedByCause(files.flatMap((file, index) => redFileEntries(file, files[index + 1])));
}

function redFileEntries(file: NotedFile, next: NotedFile | undefined): readonly CauseEntry[] {
  const tests = file.tests.filter(({ flaky }) => !flaky).map(testEntry);
  if (file.verdict === 'failed' && tests.length > 0) return tests;
  // What holds for several files in a row is said once, below them.
  const summary = file.evidence?.summary;
  const evidence = summary === undefined || summary === next?.evidence?.summary ? [] : [summary];
  const reason = firstLine(file.reason ?? '');
  const lines = [
    `${file.path}${reason === '' ? '' : `  ${reason}`}`,
    ...evidence.map((line) => `    ${line}`),
  ];
  return [{ name: file.path, cause: causeOfFile(file) ?? '', lines }, ...tests];
}

function testEntry(test: NotedTest): CauseEntry {
  return { name: test.id, cause: test.cause ?? '', lines: [testLine(test)] };
}

function testLine({ id, message }: NotedTest): string {
  return message === '' ? id : `${id}  ${message}`;
}

function interruptedLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap(({ path, interrupted }) =>
    interrupted === undefined
      ? []
      : [`${interrupted.test ?? path}  was running; the file ran for ${durationText(interrupted.afterMs)}`],
  );
}

function notRunLines({ done }: RunDigest, { notRun }: RunFinished): readonly string[] {
  if (notRun.length === 0) return [];
  const SHOWN = 10;
  const rest = notRun.length - SHOWN;
  return [
    `${notRun.length} of ${plural(done + notRun.length, 'file')} not run:`,
    ...notRun.slice(0, SHOWN),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

function fateLine(fate: ReportResult, root: string): string {
  const line = `${fate.report}: ${fate.path === '-' ? 'standard output' : shortPath(fate.path, root)}`;
  return fate.kind === 'written' ? line : `${line} could not be written: ${fate.message}`;
}

/** Relative, with `/`, where the path lies below the root. */
function shortPath(path: string, root: string): string {
  const short = relative(root, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short.replaceAll(sep, '/');
}

function lastLine(
  { counts, durationMs, exitCode, notRun }: RunFinished,
  notes: string,
  style: TextStyle,
): string {
  const look = exitCode === 0 ? style.good : style.bad;
  const skipped = notRun.length > 0 ? `, ${notRun.length} not run` : '';
  // Files that were cancelled are those that did not run.
  const files = fileCountsText({ ...counts.files, cancelled: 0 });
  return look(
    style.strong(
      `Files: ${files}${skipped}. Tests: ${testCountsText(counts.tests)}${notes}. Time: ${durationText(durationMs)}`,
    ),
  );
}
