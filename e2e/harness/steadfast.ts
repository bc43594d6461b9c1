import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunEvent, TestOutcome, Verdict } from '@steadfast/core';
import { execa } from 'execa';
import { asOrdinaryUser } from './ordinary-user.js';

/** The command as users get it: built, through its bin file. */
export const STEADFAST = join(import.meta.dirname, '../../packages/cli/bin/steadfast.js');

/** What a finished command left. */
export interface CommandResult {
  readonly exitCode: number | undefined;
  readonly output: string;
  /** All events, in order. */
  readonly events: readonly RunEvent[];
  /** Verdict of every file that has one. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each event as it happens: how a fault is timed by what the run does. */
  readonly onEvent?: (event: RunEvent) => void;
  readonly isolation?: 'spawn' | 'pytest' | 'packages' | 'project' | 'auto';
  /** Without the right to read everything, also where root runs the tests. */
  readonly asOrdinaryUser?: boolean;
}

/** Runs `steadfast` to its end. A command that fails is a result, not an exception. */
export async function steadfast(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const events: RunEvent[] = [];
  const isolation = options.isolation === undefined ? [] : ['--isolation', options.isolation];
  const [first = '', ...others] = args;
  // A subcommand is the first word.
  const [command, given] = /^[a-z]+$/.test(first) ? [[first], others] : [[], args];
  const own = [...command, '--events', '-', '--progress', 'none', ...isolation];
  const words = [process.execPath, STEADFAST, ...own, ...given];
  const [program = '', ...rest] = options.asOrdinaryUser === true ? asOrdinaryUser(words) : words;
  const running = execa(program, rest, {
    cwd: options.cwd,
    env: { CI: 'true', FORCE_COLOR: '0', ...options.env },
    reject: false,
    stdin: 'ignore',
    buffer: { stdout: false },
  });
  const plain: string[] = [];
  const lines = createInterface({ input: running.stdout });
  lines.on('line', (line) => {
    const event = parseEvent(line);
    if (event === undefined) {
      plain.push(line);
      return;
    }
    events.push(event);
    options.onEvent?.(event);
  });
  const drained = new Promise((resolve) => lines.once('close', resolve));
  const { exitCode, stderr } = await running;
  await drained;
  return { exitCode, output: [...plain, stderr].join('\n'), events, verdicts: verdictsOf(events) };
}

function parseEvent(line: string): RunEvent | undefined {
  return line.startsWith('{') ? (JSON.parse(line) as RunEvent) : undefined;
}

export function verdictsOf(events: readonly RunEvent[]): Record<string, Verdict> {
  return Object.fromEntries(ofType(events, 'file-finished').map(({ file, verdict }) => [file, verdict]));
}

/** Events of one type. */
export function ofType<T extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: T,
): Extract<RunEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}

/** The attempts of one file as `cause outcome`, in order. */
export function attemptsOf(events: readonly RunEvent[], file: string): string[] {
  const causes = ofType(events, 'attempt-started').filter((event) => event.file === file);
  const outcomes = ofType(events, 'attempt-finished').filter((event) => event.file === file);
  return causes.map(({ cause }, index) => `${cause} ${outcomes[index]?.outcome ?? 'unfinished'}`);
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** How each test of a file ended, by its name within the file; a test that was told more than once is an error. */
export function testOutcomes(events: readonly RunEvent[], file: string): Record<string, TestOutcome> {
  const attempts = ofType(events, 'attempt-started').filter((event) => event.file === file);
  const confirmed = attempts.findIndex(({ cause }) => cause === 'confirm') - 1;
  const outcomes: Record<string, TestOutcome> = {};
  for (const { test, attemptId } of ofType(events, 'test-finished').filter((event) => event.file === file)) {
    if (attemptId === attempts[confirmed]?.attemptId) continue;
    const name = test.id.slice(file.length + 2);
    if (name in outcomes) throw new Error(`${test.id} was told twice`);
    outcomes[name] = test.outcome;
  }
  return outcomes;
}
