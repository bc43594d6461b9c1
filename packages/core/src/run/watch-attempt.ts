import type { AttemptProcess } from '../adapter.js';
import type { EndedByUs, ProcessFact } from '../outcome.js';
import type { ProjectContext } from './project-context.js';
import type { TestLimit } from './test-limit.js';
import { waitForLimit } from './time-limit.js';

/** What became of a process, and whether we ended it. */
export interface WatchedEnd {
  readonly fact: ProcessFact;
  readonly endedByUs?: EndedByUs;
}

/** What ends a process before it ends by itself. */
export interface AttemptLimits {
  readonly timeoutMs: number;
  readonly test?: TestLimit | undefined;
  /** Aborts when the file belongs to somebody else. */
  readonly lost?: AbortSignal | undefined;
}

/** How long a process has to write its stacks before it is asked to end. */
const STACK_DUMP_MS = 200;

/** Waits for a process; ends it at a time limit, when the run is cancelled, or when its file belongs to somebody else. */
export async function watchAttempt(
  process: AttemptProcess,
  { timeoutMs, test: testLimit, lost }: AttemptLimits,
  { clock, cancellation, policy, supervisor }: ProjectContext,
): Promise<WatchedEnd> {
  const over = new AbortController();
  let endedByUs: EndedByUs | undefined;
  const isEnding = (): boolean => endedByUs !== undefined;

  const end = async (why: EndedByUs, signal: NodeJS.Signals): Promise<void> => {
    endedByUs = why;
    await supervisor.terminate(process, { signal, graceMs: policy.graceMs, until: over.signal });
  };
  const onStop = (): void => {
    if (endedByUs === undefined) void end('cancelled', cancellation.cause?.signal ?? 'SIGTERM');
  };
  const onKill = (): void => {
    endedByUs ??= 'cancelled';
    supervisor.kill(process);
  };
  const onTimeout = async (): Promise<void> => {
    await waitForLimit(timeoutMs, over.signal, { clock, suspension });
    if (over.signal.aborted || endedByUs !== undefined) return;
    endedByUs = 'timeout';
    process.dumpStacks?.();
    await clock.sleep(STACK_DUMP_MS, over.signal);
    if (!over.signal.aborted) await end('timeout', 'SIGTERM');
  };

  const onTestTimeout = async (limit: TestLimit): Promise<void> => {
    for (;;) {
      const test = await limit.overdue(over.signal);
      if (test === undefined || isEnding()) return;
      process.dumpStacks?.();
      await clock.sleep(STACK_DUMP_MS, over.signal);
      if (over.signal.aborted || isEnding()) return;
      if (limit.reach(test)) return end('test-timeout', 'SIGTERM');
    }
  };

  const { stopping, killing, suspension } = cancellation;
  // Listeners go when the attempt is over: signals of the run outlive thousands of attempts.
  stopping.addEventListener('abort', onStop, { signal: over.signal });
  killing.addEventListener('abort', onKill, { signal: over.signal });
  lost?.addEventListener('abort', onStop, { signal: over.signal });
  const letGo = suspension.follow({
    suspend: () => {
      supervisor.suspend(process);
    },
    resume: () => {
      supervisor.resume(process);
    },
  });
  void onTimeout();
  if (testLimit !== undefined) void onTestTimeout(testLimit);
  if (stopping.aborted || lost?.aborted === true) onStop();
  try {
    const fact = await process.exited;
    return { fact, ...(endedByUs === undefined ? {} : { endedByUs }) };
  } finally {
    letGo();
    over.abort();
  }
}
