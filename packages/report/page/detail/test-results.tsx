import type { AttemptRecord, TestHistory, TestResult } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { statusLabel, toneOf } from '../data/status.js';
import { StatusIcon } from '../shell/icons.js';
import { Traceback } from '../text/traceback.js';
import { Captured } from './captured.js';

/** The results of a test, side by side when it ran more than once. */
export function TestResults({
  test,
  attempts,
}: {
  readonly test: TestHistory;
  readonly attempts: readonly AttemptRecord[];
}) {
  if (test.results.length === 1) return <ResultText result={test.last} sameAs={undefined} />;
  if (new Set(test.results.map(allText)).size === 1) {
    return (
      <>
        <p class="dim">{`${test.results.length === 2 ? 'Both' : `All ${test.results.length}`} attempts ended like this:`}</p>
        <ResultText result={test.last} sameAs={undefined} />
      </>
    );
  }
  return (
    <div class="columns">
      {test.results.map((result, index) => {
        const attempt = attempts.find(({ tests }) => tests.includes(result));
        const text = textOf(result);
        const first = text === undefined ? -1 : test.results.findIndex((other) => textOf(other) === text);
        return (
          <section key={index} class={`column ${toneOf(result.outcome)}`}>
            <h4>
              <StatusIcon status={result.outcome} />
              Attempt {attempt?.attempt ?? index + 1} {statusLabel(result.outcome)}
              <span class="time">{durationText(result.durationMs)}</span>
            </h4>
            <ResultText result={result} sameAs={first !== -1 && first < index ? first + 1 : undefined} />
          </section>
        );
      })}
    </div>
  );
}

function ResultText({
  result,
  sameAs,
}: {
  readonly result: TestResult;
  readonly sameAs: number | undefined;
}) {
  const text = textOf(result);
  const known = sameAs === undefined ? null : <p class="dim">The same text as the first of these.</p>;
  return (
    <>
      {known ?? (text === undefined ? <p class="dim">Nothing to tell.</p> : <Traceback text={text} />)}
      <Captured sections={result.sections} />
    </>
  );
}

/** Everything that could be different between two attempts. */
function allText({ outcome, traceback, message, sections = [] }: TestResult): string {
  return [outcome, traceback, message, ...sections.flatMap(({ title, text }) => [title, text])].join('\n');
}

function textOf({ traceback, message }: TestResult): string | undefined {
  return traceback ?? message;
}
