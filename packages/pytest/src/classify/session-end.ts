import { stripVTControlCharacters } from 'node:util';
import type { AttemptReport } from '../report/attempt-report.js';
import type { AttemptFacts, Finding } from './classify.js';

/** A process that was gone while a test ran has crashed, whatever code it left: the code is the test's, not pytest's. */
export function diedDuringTest(exitCode: number, { report, outputText }: AttemptFacts): Finding | undefined {
  const { runningTest, fact } = report;
  if (runningTest === undefined || fact === 'complete') return undefined;
  // The `thread` method of pytest-timeout writes all stacks between two such lines, and ends the process.
  const timeout = /^\++ Timeout \++$/m.test(stripVTControlCharacters(outputText()));
  const reason = timeout
    ? `pytest-timeout ended the process while ${runningTest} was running; the tests after it did not run. With timeout_method = signal only the test fails.`
    : `Exited with ${String(exitCode)} while ${runningTest} was running.`;
  return { outcome: 'crashed', reason };
}

/** Somebody called `pytest.exit`, in a test or fixture, or before there was a session. */
export function endedByTest(exitCode: number, { report, outputText }: AttemptFacts): Finding | undefined {
  const said = report.end?.exit ?? (report.fact === 'absent' ? exitBeforeSession(outputText()) : undefined);
  if (said === undefined) return undefined;
  // Tests that failed before it are what people look for.
  const outcome = report.failed.length > 0 ? 'failed' : 'interrupted';
  return { outcome, reason: `pytest.exit: ${said} (exit code ${String(exitCode)})` };
}

function exitBeforeSession(output: string): string | undefined {
  return /^Exit: (.+)$/m.exec(stripVTControlCharacters(output))?.[1];
}

/** A `pytest_sessionfinish` hook set another exit code than pytest did. */
export function endedByHook(exitCode: number, { end, failed }: AttemptReport): Finding | undefined {
  const before = end?.statusBeforeHooks;
  if (before === undefined || exitCode === 0 || exitCode === 5 || failed.length > 0) return undefined;
  return {
    outcome: 'failed',
    reason: `A pytest_sessionfinish hook made the exit code ${String(exitCode)}; it was ${String(before)}. It sees the tests of one file at a time.`,
  };
}

/** All tests had finished, and the process did not end. */
export function hungAtEnd({ fact, end }: AttemptReport): string | undefined {
  if (fact !== 'complete') return undefined;
  const threads = end?.threads ?? [];
  const because =
    threads.length === 0
      ? 'something at its exit went on'
      : `Python waits for ${threads.length === 1 ? 'the thread' : 'the threads'} ${threads.join(', ')}, which a test started and did not end`;
  return `All tests had finished, but the process did not end: ${because}.`;
}
