import type { Clock } from '../clock.js';
import type { Leak } from '../events.js';
import { type SendSignal, trySignal } from './attempt-signals.js';
import type { ProcessTable } from './process-table.js';
import type { Survivor } from './survivors.js';

/** What a process tells about where it comes from. */
export interface ProcessOrigin {
  /** Milliseconds since the epoch, to within {@link START_TOLERANCE_MS}. */
  readonly startedAt: number;
  /** Looks a variable up in the environment that the process was started with. */
  readonly environment: (name: string) => string | undefined;
}

/** Tells which test started a process, where that can be known. */
export type TestOf = (origin: ProcessOrigin) => string | undefined;

/** How exact the start of a process is known: the machine counts both it and its own uptime in hundredths of a second. */
export const START_TOLERANCE_MS = 20;

/** Killing what was found may uncover what it had started meanwhile. */
const ROUNDS = 5;

/** How long a killed process may take to disappear before it is looked for again. */
const ROUND_MS = 20;

/** How long an exec may take, in the middle of which a process has no environment. */
const EXEC_MS = 20;

/** What it takes to describe and to end survivors. */
export interface SurvivorContext {
  readonly clock: Clock;
  readonly table: ProcessTable;
  readonly send: SendSignal;
  readonly testOf?: TestOf | undefined;
}

/**
 * Kills what a search finds, until it finds nothing more.
 *
 * @param first What it found a moment ago, where it did.
 */
export async function endSurvivors(
  find: () => readonly Survivor[],
  context: SurvivorContext,
  first?: readonly Survivor[],
): Promise<readonly Leak[]> {
  const leaks = new Map<string, Leak>();
  for (let round = 0; round < ROUNDS; round++) {
    const survivors = round === 0 && first !== undefined ? first : find();
    if (survivors.length === 0) break;
    if (round > 0) await context.clock.sleep(ROUND_MS);
    for (const survivor of survivors) {
      const key = `${survivor.process.pid} ${survivor.process.startTicks}`;
      const leak = leaks.get(key) ?? (await leakOf(survivor, context));
      leaks.set(key, { ...leak, ended: end(survivor, context) });
    }
  }
  return [...leaks.values()];
}

/** Describes a survivor, which must be done before it is ended. */
export async function leakOf({ process, foundBy }: Survivor, context: SurvivorContext): Promise<Leak> {
  const { table } = context;
  const { pid } = process;
  const ageMs = table.ageMs(process);
  const test = await testThatStarted(pid, ageMs, context);
  const command = table.command(pid);
  return { pid, command, ageMs, foundBy, ended: false, ...(test === undefined ? {} : { test }) };
}

async function testThatStarted(
  pid: number,
  ageMs: number,
  { clock, table, testOf }: SurvivorContext,
): Promise<string | undefined> {
  const startedAt = clock.now() - ageMs;
  const ask = (): string | undefined =>
    testOf?.({ startedAt, environment: (name) => table.environment(pid, name) });
  const test = ask();
  if (test !== undefined || testOf === undefined) return test;
  await clock.sleep(EXEC_MS);
  return ask();
}

/** A signal goes only to the process that was meant, not to a later one with its id. */
function end({ process: { pid, startTicks } }: Survivor, { table, send }: SurvivorContext): boolean {
  return table.entry(pid)?.startTicks !== startTicks || trySignal(send, pid, 'SIGKILL');
}
