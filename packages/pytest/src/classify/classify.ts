import type { AttemptEnding, Classification, Outcome, ProcessFact } from '@steadfast/core';
import { exitCodeFour } from './exit-code-four.js';
import { saysFileVanished } from './vanished-file.js';
import { type AttemptReport, notesOf } from '../report/attempt-report.js';
import { diedDuringTest, endedByHook, endedByTest, hungAtEnd } from './session-end.js';

/** What is known of an attempt when its process has ended. */
export interface AttemptFacts {
  readonly ending: AttemptEnding;
  readonly report: AttemptReport;
  /** What the process wrote, as text; asked for only where pytest's own words are needed. */
  readonly outputText: () => string;
  /** The test file: relative to the invocation directory, and absolute. */
  readonly file: { readonly path: string; readonly absolutePath: string };
  /** How long it ran, in milliseconds, where that is known. */
  readonly ranMs?: number;
}

/** An outcome with the line that explains it. */
export interface Finding {
  readonly outcome: Outcome;
  readonly reason?: string;
}

/**
 * Tells the outcome of an attempt from two facts that must agree: how its process ended, and what its report says.
 *
 * The exit codes are pytest's: https://docs.pytest.org/en/stable/reference/exit-codes.html
 */
export function classify(facts: AttemptFacts): Classification {
  const { report } = facts;
  const { outcome, reason } = findOutcome(facts);
  const notes = notesOf(report);
  const endedEarly = outcome === 'crashed' || outcome === 'timed-out' || outcome === 'interrupted';
  return {
    outcome,
    report: report.fact,
    ...(reason === undefined ? {} : { reason }),
    ...(endedEarly && report.runningTest !== undefined ? { runningTest: report.runningTest } : {}),
    ...(outcome === 'failed' ? { rerun: rerunnable(report) } : {}),
    ...(notes === undefined ? {} : { notes }),
  };
}

function findOutcome(facts: AttemptFacts): Finding {
  const { ending } = facts;
  // A signal from us comes first: what the process made of it is no result.
  if (ending.endedByUs === 'timeout')
    return { outcome: 'timed-out', reason: hungAtEnd(facts.report) ?? timeoutReason(facts) };
  if (ending.endedByUs === 'test-timeout') return { outcome: 'timed-out' };
  if (ending.endedByUs === 'cancelled') return { outcome: 'interrupted', reason: 'The run was cancelled.' };
  return afterItself(ending.process, facts);
}

function afterItself(fact: ProcessFact, facts: AttemptFacts): Finding {
  switch (fact.kind) {
    case 'not-started':
      return { outcome: 'internal-error', reason: `pytest could not be started: ${fact.error}` };
    case 'lost':
      return { outcome: 'crashed', reason: `${fact.reason}${outOfMemory(facts.ending)}` };
    case 'signalled':
      return {
        outcome: 'crashed',
        reason: `Ended by ${fact.signal}${during(facts.report)}.${outOfMemory(facts.ending)}`,
      };
    case 'exited':
      return afterExit(fact.exitCode, facts);
  }
}

function afterExit(exitCode: number, facts: AttemptFacts): Finding {
  const { report } = facts;
  const explained =
    diedDuringTest(exitCode, facts) ?? endedByTest(exitCode, facts) ?? endedByHook(exitCode, report);
  if (explained !== undefined) return explained;
  if (exitCode === 4) return exitCodeFour(facts);
  if (exitCode === 3)
    return { outcome: 'internal-error', reason: 'pytest had an internal error (exit code 3).' };
  if (report.isGarbled === true) {
    return {
      outcome: 'crashed',
      reason: `Something else than pytest wrote to the report of its tests${during(report)}: it cannot be believed.`,
    };
  }
  if (report.fact !== 'complete') {
    return {
      outcome: 'crashed',
      reason: `Exited with ${exitCode} before its tests finished${during(report)}.`,
    };
  }
  switch (exitCode) {
    case 0:
      return afterSuccess(report);
    case 1:
      return {
        outcome: 'failed',
        ...(report.failed.length === 0 ? { reason: 'pytest exited with 1.' } : {}),
      };
    case 2:
      return afterInterruption(facts);
    case 5:
      return { outcome: 'no-tests' };
    default:
      return {
        outcome: 'internal-error',
        reason: `pytest exited with ${exitCode}, which is none of its exit codes.`,
      };
  }
}

/** An exit code of 0 is believed when the numbers say the same. */
function afterSuccess({ failed, notRun }: AttemptReport): Finding {
  if (failed.length > 0) {
    return { outcome: 'failed', reason: `pytest exited with 0, but ${failed.length} tests failed.` };
  }
  if (notRun > 0) {
    return {
      outcome: 'interrupted',
      reason: `pytest exited with 0, but ${notRun} of its tests did not run.`,
    };
  }
  return { outcome: 'passed' };
}

/** Exit code 2 means that collection had errors, or that a test interrupted the session. */
function afterInterruption({ report, file }: AttemptFacts): Finding {
  const collectErrors = report.failed.filter(({ phase }) => phase === 'collect');
  if (collectErrors.length === 0) {
    return { outcome: 'interrupted', reason: `pytest was interrupted${during(report)} (exit code 2).` };
  }
  // The same fault as exit code 4, a moment later.
  const vanished = collectErrors.every(({ traceback }) =>
    saysFileVanished(traceback ?? '', file.absolutePath),
  );
  if (vanished)
    return { outcome: 'not-found', reason: `Python could not open ${file.path}: it was not there.` };
  return { outcome: 'failed', reason: 'The file could not be collected.' };
}

function timeoutReason({ report: { runningTest }, ranMs }: AttemptFacts): string {
  const where = runningTest === undefined ? '' : ` in ${runningTest}`;
  return `Timed out${ranMs === undefined ? '' : ` after ${secondsText(ranMs)}`}${where}.`;
}

function secondsText(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : `${Math.round(ms / 1000)}s`;
}

function during({ runningTest }: AttemptReport): string {
  return runningTest === undefined ? '' : ` while ${runningTest} was running`;
}

/** What the kernel's own count says of a process that was killed. */
function outOfMemory({ oomKills }: AttemptEnding): string {
  if (oomKills === undefined) return '';
  if (oomKills === 0) return ' It was not the out-of-memory killer.';
  const victims = oomKills === 1 ? '1 process' : `${oomKills} processes`;
  return ` The out-of-memory killer ended ${victims} meanwhile, so most likely this one.`;
}

/** A file that cannot be collected has nothing to run again but all of itself. */
function rerunnable(report: AttemptReport): readonly string[] {
  return [...new Set(report.failed.filter(({ phase }) => phase !== 'collect').map(({ id }) => id))];
}
