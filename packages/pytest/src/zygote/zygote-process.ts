import type { Duplex, Readable } from 'node:stream';
import { spawn } from 'node:child_process';
import { BoundedOutput } from '@steadfast/core';
import { ownWordsEnvironment, pytestWords } from '../adapter/attempt-arguments.js';
import { withPythonSide } from '../adapter/attempt-environment.js';
import type { PytestProject } from '../adapter/launcher.js';
import { WorkerChannel } from './worker-channel.js';

/** A zygote has pytest in it and forks it; a cold one starts a new interpreter for every attempt. */
export type ZygoteKind = 'warm' | 'cold';

/** A running zygote process and the slots that it serves. */
export interface ZygoteProcess {
  readonly slots: readonly WorkerChannel[];
  /** What the zygote wrote, which tells why it did not start. */
  words(): string;
  /** Kills a zygote that is of no use: one that hangs in its start-up, or speaks another protocol. */
  kill(): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
}

/** The first descriptor after the standard three. */
const FIRST_SLOT_FD = 3;

const WORDS_BYTES = 16 * 1024;

/**
 * Starts a zygote with a number of slots. Not by execa, which takes descriptors above 2 for one direction each: a slot's
 * socket is read and written.
 */
export function startZygote(kind: ZygoteKind, project: PytestProject, slotCount: number): ZygoteProcess {
  const fds = Array.from({ length: slotCount }, (_, index) => FIRST_SLOT_FD + index);
  const child = spawn(project.python, zygoteArguments(kind, project), {
    cwd: project.root,
    env: {
      ...withPythonSide(project.environment),
      ...zygoteEnvironment(project),
      ...ownWordsEnvironment(project),
      STEADFAST_WORKER_FDS: fds.join(','),
    },
    stdio: ['ignore', 'pipe', 'pipe', ...fds.map(() => 'pipe' as const)],
    detached: true,
    windowsHide: true,
  });
  const words = new BoundedOutput(WORDS_BYTES);
  for (const stream of [child.stdout, child.stderr] as Readable[]) {
    stream.on('data', (chunk: Buffer) => {
      words.write(chunk);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      words.write(Buffer.from(error.message));
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  return {
    slots: fds.map((fd) => new WorkerChannel(child.stdio[fd] as Duplex)),
    words: () => words.excerpt().text.trim(),
    kill: () => {
      child.kill('SIGKILL');
    },
    ended,
  };
}

function zygoteArguments(kind: ZygoteKind, project: PytestProject): readonly string[] {
  switch (kind) {
    case 'warm':
      return ['-m', 'pytest', ...pytestWords('zygote', project)];
    case 'cold':
      return ['-m', 'steadfast_pytest.cold_zygote'];
  }
}

function zygoteEnvironment({ preload = [], onImports }: PytestProject): Record<string, string> {
  return {
    ...(preload.length === 0 ? {} : { STEADFAST_PRELOAD_MODULES: preload.join(',') }),
    ...(onImports === undefined ? {} : { STEADFAST_LEARN_IMPORTS: '1' }),
  };
}
