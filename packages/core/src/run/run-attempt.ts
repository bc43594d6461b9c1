import type { AttemptProcess, AttemptRequest } from '../adapter.js';
import type { AttemptCause, Leak } from '../events.js';
import type { AttemptEnding, Classification, EndedByUs, ProcessFact } from '../outcome.js';
import { BoundedOutput } from '../process/bounded-output.js';
import { START_TOLERANCE_MS } from '../process/end-survivors.js';
import type { Isolation, TestFile } from '../test-file.js';
import type { RunContext } from './run-context.js';
import { TestTimeline } from './test-timeline.js';

/** One attempt that is to be made. */
export interface AttemptPlan {
  readonly file: TestFile;
  /** 1-based. */
  readonly attempt: number;
  readonly cause: AttemptCause;
  readonly selection: readonly string[];
  readonly isolation: Isolation;
  readonly slot: number;
}

/** An attempt that is over, with all that it started. */
export interface AttemptResult {
  readonly process: ProcessFact;
  readonly classification: Classification;
  readonly failedTests: number;
}

/** How long a process has to write its stacks before it is asked to end. */
const STACK_DUMP_MS = 200;

/** Runs one process to its end: start, watch the time, end all that it started, tell the outcome. */
export async function runAttempt(plan: AttemptPlan, context: RunContext): Promise<AttemptResult> {
  const { file, attempt, slot } = plan;
  const { clock, emit } = context;
  const attemptId = context.nextAttemptId();
  const identity = { file: file.path, attempt, attemptId, slot };
  const output = new BoundedOutput();
  const startedAt = clock.now();
  const timeline = new TestTimeline();
  let failedTests = 0;
  const oomKillsBefore = context.oomKills();

  const directory = context.directories.take();
  const running = context.adapter.start({
    ...pick(plan),
    attemptId,
    runId: context.runId,
    directory,
    environment: attemptEnvironment(plan, attemptId, context.runId),
    onOutput: (chunk) => {
      output.write(chunk);
    },
    onTestStarted: (id, time = clock.now()) => {
      timeline.started(id, time);
      emit({ type: 'test-started', file: file.path, attemptId, id });
    },
    onNotice: (message) => {
      emit({ type: 'notice', level: 'warning', message });
    },
    onTest: (test) => {
      timeline.finished(clock.now());
      if (test.outcome === 'failed' || test.outcome === 'error') failedTests++;
      emit({ type: 'test-finished', file: file.path, attemptId, test });
    },
  });
  const { process } = running;
  emit({
    type: 'attempt-started',
    ...identity,
    cause: plan.cause,
    isolation: plan.isolation,
    selection: plan.selection,
    ...(process.pid === undefined ? {} : { pid: process.pid }),
  });
  context.live.set(attemptId, { file, output, startedAt });

  const { fact, endedByUs } = await watch(process, file, context);
  const leaks = await context.supervisor.collectLeaks({
    process,
    attemptId,
    // What we end early is ended with all that it started.
    policy: endedByUs === undefined ? context.policy.leaks : 'kill',
    testOf: ({ environment, startedAt: processStart }) =>
      context.adapter.testOf?.(file, environment) ?? timeline.at(processStart, START_TOLERANCE_MS),
  });
  process.release?.(leaks.filter(({ ended }) => !ended).map(({ pid }) => pid));
  context.live.delete(attemptId);
  for (const leak of leaks) emit({ type: 'leak-found', file: file.path, attemptId, leak });

  const ending = {
    process: fact,
    ...(endedByUs === undefined ? oomKillsSince(oomKillsBefore, fact, context) : { endedByUs }),
  };
  const classification = failOnLeaks(running.classify(ending), leaks, context);
  emit({
    type: 'attempt-finished',
    ...identity,
    outcome: classification.outcome,
    ending,
    report: classification.report,
    durationMs: clock.now() - startedAt,
    output: output.excerpt(),
    ...(classification.reason === undefined ? {} : { reason: classification.reason }),
    ...(classification.runningTest === undefined ? {} : { runningTest: classification.runningTest }),
  });
  context.directories.giveBack(directory);
  return { process: fact, classification, failedTests };
}

function pick({
  file,
  attempt,
  selection,
  isolation,
  slot,
}: AttemptPlan): Pick<AttemptRequest, 'file' | 'attempt' | 'selection' | 'isolation' | 'slot'> {
  return { file, attempt, selection, isolation, slot };
}

function attemptEnvironment(plan: AttemptPlan, attemptId: string, runId: string): Record<string, string> {
  return {
    STEADFAST_RUN_ID: runId,
    STEADFAST_ATTEMPT_ID: attemptId,
    STEADFAST_ATTEMPT: String(plan.attempt),
    STEADFAST_SLOT: String(plan.slot),
  };
}

/** Waits for the process; ends it at its time limit, or when the run is cancelled. */
async function watch(
  process: AttemptProcess,
  file: TestFile,
  { clock, cancellation, policy, supervisor }: RunContext,
): Promise<{ readonly fact: ProcessFact; readonly endedByUs?: EndedByUs }> {
  const over = new AbortController();
  let endedByUs: EndedByUs | undefined;

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
    await clock.sleep(file.timeoutMs ?? policy.fileTimeoutMs, over.signal);
    if (over.signal.aborted || endedByUs !== undefined) return;
    endedByUs = 'timeout';
    process.dumpStacks?.();
    await clock.sleep(STACK_DUMP_MS, over.signal);
    if (!over.signal.aborted) await end('timeout', 'SIGTERM');
  };

  cancellation.stopping.addEventListener('abort', onStop, { once: true });
  cancellation.killing.addEventListener('abort', onKill, { once: true });
  void onTimeout();
  if (cancellation.stopping.aborted) onStop();
  const fact = await process.exited;
  over.abort();
  cancellation.stopping.removeEventListener('abort', onStop);
  cancellation.killing.removeEventListener('abort', onKill);
  return { fact, ...(endedByUs === undefined ? {} : { endedByUs }) };
}

/** Whether memory was short is of interest where a process was killed, or one that others depend on. */
function oomKillsSince(
  before: number | undefined,
  fact: ProcessFact,
  context: RunContext,
): Pick<AttemptEnding, 'oomKills'> {
  const mayBeOne = fact.kind === 'lost' || (fact.kind === 'signalled' && fact.signal === 'SIGKILL');
  const now = mayBeOne ? context.oomKills() : undefined;
  return now === undefined || before === undefined ? {} : { oomKills: now - before };
}

function failOnLeaks(
  classification: Classification,
  leaks: readonly Leak[],
  { policy }: RunContext,
): Classification {
  if (policy.leaks !== 'fail' || leaks.length === 0 || classification.outcome !== 'passed')
    return classification;
  const commands = leaks.map(({ pid, command }) => `${command} (pid ${pid})`).join(', ');
  return {
    ...classification,
    outcome: 'failed',
    reason: `Left processes behind (--leaks fail): ${commands}`,
  };
}
