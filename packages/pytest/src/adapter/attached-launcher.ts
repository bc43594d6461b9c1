import type { Readable } from 'node:stream';
import type { Cancellation, ProcessFact } from '@steadfast/core';
import { execa } from 'execa';
import { ownWordsEnvironment, pytestWords, targetsEnvironment } from './attempt-arguments.js';
import { withPythonSide } from './attempt-environment.js';
import type { Launcher, PytestProject } from './launcher.js';

/** Where an attempt reads from and writes to. */
export interface Attachment {
  /** The terminal itself; else what the process writes goes to these streams. */
  readonly terminal: boolean;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly cancellation: Cancellation;
}

/**
 * Starts an interpreter that has the terminal to itself, for `-s` and the debugger. It stays in the session and the process
 * group of this process, without which it could not read from the terminal; Ctrl-C reaches it from there.
 */
export function createAttachedLauncher(project: PytestProject, attachment: Attachment): Launcher {
  const { terminal, stdout, stderr, cancellation } = attachment;
  const inherited = { ...withPythonSide(project.environment), ...ownWordsEnvironment(project) };
  return {
    launch({ targets, environment, onStarted, onReport }) {
      const child = execa(project.python, ['-m', 'pytest', ...pytestWords('plugin', project)], {
        cwd: project.root,
        env: { ...inherited, ...environment, ...targetsEnvironment(targets), STEADFAST_REPORT_FD: '3' },
        extendEnv: false,
        stdio: terminal ? ['inherit', 'inherit', 'inherit', 'pipe'] : ['ignore', 'pipe', 'pipe', 'pipe'],
        buffer: false,
        reject: false,
      });
      if (child.pid !== undefined) onStarted(child.pid, { kind: 'spawned' });
      child.stdout?.pipe(stdout, { end: false });
      child.stderr?.pipe(stderr, { end: false });
      (child.stdio[3] as Readable | undefined)?.on('data', onReport);
      const stop = (): void => {
        child.kill(cancellation.cause?.signal ?? 'SIGTERM');
      };
      cancellation.stopping.addEventListener('abort', stop, { once: true });
      const exited = child.then(({ exitCode, signal, shortMessage }): ProcessFact => {
        cancellation.stopping.removeEventListener('abort', stop);
        if (exitCode !== undefined) return { kind: 'exited', exitCode };
        if (signal !== undefined) return { kind: 'signalled', signal };
        return { kind: 'not-started', error: shortMessage ?? 'unknown error' };
      });
      return { process: { pid: child.pid, exited } };
    },
    close: () => Promise.resolve(),
  };
}
