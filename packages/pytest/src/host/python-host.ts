import type { Duplex, Readable } from 'node:stream';
import { spawn } from 'node:child_process';
import { BoundedOutput } from '@steadfast/core';
import { ownWords } from '../adapter/attempt-arguments.js';
import { withPythonSide } from '../adapter/attempt-environment.js';
import type { PytestProject } from '../adapter/launcher.js';
import { SlotChannel } from './slot-channel.js';

/** A warm host has pytest in it and forks it; a cold one starts a new interpreter for every attempt. */
export type HostKind = 'warm' | 'cold';

/** A running host process and the slots that it serves. */
export interface PythonHost {
  readonly slots: readonly SlotChannel[];
  /** What the host wrote, which tells why it did not start. */
  words(): string;
  /** Kills a host that is of no use: one that hangs in its start-up, or speaks another protocol. */
  kill(): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
}

/** The first descriptor after the standard three. */
const FIRST_SLOT_FD = 3;

const WORDS_BYTES = 16 * 1024;

/**
 * Starts a host with a number of slots. Not by execa, which takes descriptors above 2 for one direction each: a slot's
 * socket is read and written.
 */
export function startPythonHost(kind: HostKind, project: PytestProject, slotCount: number): PythonHost {
  const fds = Array.from({ length: slotCount }, (_, index) => FIRST_SLOT_FD + index);
  const child = spawn(project.python, hostArguments(kind, project), {
    cwd: project.root,
    env: {
      ...withPythonSide(project.environment),
      ...hostEnvironment(project),
      STEADFAST_SLOT_FDS: fds.join(','),
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
    slots: fds.map((fd) => new SlotChannel(child.stdio[fd] as Duplex)),
    words: () => words.excerpt().text.trim(),
    kill: () => {
      child.kill('SIGKILL');
    },
    ended,
  };
}

function hostArguments(kind: HostKind, { pytestOptions }: PytestProject): readonly string[] {
  switch (kind) {
    case 'warm':
      return ['-m', 'pytest', ...ownWords('host'), ...pytestOptions];
    case 'cold':
      return ['-m', 'steadfast_pytest.cold_host'];
  }
}

function hostEnvironment({ preload = [], onImports }: PytestProject): Record<string, string> {
  return {
    ...(preload.length === 0 ? {} : { STEADFAST_HOST_PRELOAD: preload.join(',') }),
    ...(onImports === undefined ? {} : { STEADFAST_LEARN_IMPORTS: '1' }),
  };
}
