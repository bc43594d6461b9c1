import { spawn } from 'node:child_process';
import { BoundedOutput } from '@steadfast/core';
import { ownWordsEnvironment, pytestWords } from '../adapter/attempt-arguments.js';
import { withPythonSide } from '../adapter/attempt-environment.js';
import type { PytestProject } from '../adapter/launcher.js';
import type { ConnectionServer } from './connection-server.js';
import { Zygote } from './zygote.js';

/** A zygote has pytest in it and forks it; a cold one starts a new interpreter for every attempt. */
export type ZygoteKind = 'warm' | 'cold';

/** The process of the first zygote, of which all others are forks. */
export interface ZygoteProcess {
  readonly zygote: Zygote;
  /** What it and its forks wrote, which tells why one did not start. */
  words(): string;
  /** Kills a zygote that is of no use: one that hangs in its start-up, or speaks another protocol. */
  kill(): void;
  /** Resolves when the process has ended, and all that were forked from it. */
  readonly ended: Promise<void>;
}

const WORDS_BYTES = 16 * 1024;

/**
 * Starts a first zygote.
 *
 * @param ownVariables Variables that each attempt has for itself: what a plugin reads of them when it is imported, it must not share.
 */
export function startZygote(
  kind: ZygoteKind,
  project: PytestProject,
  server: ConnectionServer,
  ownVariables: readonly string[],
): ZygoteProcess {
  const { id, arrived } = server.expect();
  const child = spawn(project.python, zygoteArguments(kind, project), {
    cwd: project.root,
    env: {
      ...withPythonSide(project.environment),
      ...ownWordsEnvironment(project),
      ...preloadEnvironment(project),
      ...(kind === 'warm' && { STEADFAST_OWN_VARIABLES: ownVariables.join(',') }),
      STEADFAST_ZYGOTE: `${id}:${server.address}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  });
  const words = new BoundedOutput(WORDS_BYTES);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words.write(chunk);
    });
  }
  const lastWords = (): string => words.excerpt().text.trim();
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      words.write(Buffer.from(error.message));
      resolve(error.message);
    });
    child.once('exit', () => {
      // What it wrote may still be on its way.
      setImmediate(() => {
        resolve(lastWords().split('\n').at(-1) ?? '');
      });
    });
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  return {
    zygote: new Zygote(server, arrived, exited),
    words: lastWords,
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

function preloadEnvironment({ preload = [] }: PytestProject): Record<string, string> {
  return preload.length === 0 ? {} : { STEADFAST_PRELOAD_MODULES: preload.join(',') };
}
