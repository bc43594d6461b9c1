import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Project } from '../harness/project.js';

/** What happens to a run now, as far as faults need it. */
export interface Running {
  readonly project: Project;
  /** Process id of the runner. */
  readonly runner: number;
  /** Attempts that run: file and process id. */
  readonly attempts: ReadonlyMap<string, number>;
  /** Files that have no verdict yet. */
  readonly waiting: ReadonlySet<string>;
  /** Files of which anything but a false pass may be said, because a fault hit them. */
  readonly hit: Set<string>;
  readonly random: () => number;
}

/** Brings something about, and puts it right again. */
export type Fault = (running: Running) => Promise<void>;

function oneOf<T>(values: Iterable<T>, random: () => number): T | undefined {
  const all = [...values];
  return all[Math.floor(random() * all.length)];
}

function between(low: number, high: number, random: () => number): number {
  return low + (high - low) * random();
}

/** Away for less than the patience of 5 s. */
async function moveAway(path: string, ms: number): Promise<void> {
  if (!existsSync(path)) return;
  renameSync(path, `${path}.away`);
  await sleep(ms);
  renameSync(`${path}.away`, path);
}

function tellNode(
  { project, runner }: Running,
  wanted: { clockMs?: number; foldersToRefuse?: number },
): void {
  const text = JSON.stringify({ clockMs: 0, foldersToRefuse: 0, ...wanted });
  writeFileSync(project.path('wanted.new'), text);
  renameSync(project.path('wanted.new'), project.path('wanted.json'));
  process.kill(runner, 'SIGUSR2');
}

/** Zygotes, and their workers. */
function zygotes(project: Project): number[] {
  return readdirSync('/proc')
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return /steadfast_pytest\.(cold_)?zygote/.test(command) && isOf(project, pid);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function isOf(project: Project, pid: string): boolean {
  return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SOAK_WANTED=${project.root}/`);
}

function isStopped(pid: number): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] === 'T';
}

export const FAULTS: Readonly<Record<string, Fault>> = {
  'file moved': async ({ project, waiting, random }) => {
    const file = oneOf(waiting, random);
    if (file !== undefined) await moveAway(project.path(file), between(50, 2500, random));
  },
  'folder moved': async ({ project, waiting, random }) => {
    const file = oneOf(waiting, random);
    if (file !== undefined) await moveAway(dirname(project.path(file)), between(50, 1500, random));
  },
  'attempt killed': ({ attempts, hit, random }) => {
    const victim = oneOf(attempts, random);
    if (victim === undefined) return Promise.resolve();
    hit.add(victim[0]);
    process.kill(victim[1], 'SIGKILL');
    return Promise.resolve();
  },
  'zygote killed': ({ project, attempts, random }) => {
    const running = new Set(attempts.values());
    const victim = oneOf(
      zygotes(project).filter((pid) => !running.has(pid)),
      random,
    );
    if (victim !== undefined) process.kill(victim, 'SIGKILL');
    return Promise.resolve();
  },
  'disk full': (running) => {
    tellNode(running, { foldersToRefuse: 2 });
    return Promise.resolve();
  },
  'clock set back': async (running) => {
    tellNode(running, { clockMs: -3_600_000 });
    await sleep(between(100, 500, running.random));
    tellNode(running, {});
  },
  'runner stopped': async ({ runner, random }) => {
    process.kill(runner, random() < 0.5 ? 'SIGTSTP' : 'SIGSTOP');
    for (let tries = 0; tries < 100 && !isStopped(runner); tries++) await sleep(20);
    await sleep(between(50, 1000, random));
    process.kill(runner, 'SIGCONT');
  },
};
