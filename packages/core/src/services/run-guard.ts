import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Beside this module, also in the bundle. */
const GUARD = fileURLToPath(new URL('services-guard.js', import.meta.url));

/** Sees to it that nothing of a run outlives this process, however that ends. */
export interface RunGuard {
  /** A process of the run has started, or ended. */
  started(pid: number): void;
  ended(pid: number): void;
  /** All has ended: there is nothing to guard any more. */
  close(): void;
}

/**
 * Starts the process that ends what a run has started when this process is gone without having done so, such as after
 * SIGKILL. It notices by the end of a pipe, which the system closes.
 */
export function startGuard(runId: string): RunGuard {
  const guard = spawn(process.execPath, [GUARD, runId], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the group of this process must not reach it.
    detached: true,
    windowsHide: true,
  });
  // Without a guard the run goes on: it is there for the day on which all else fails.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return {
    started: (pid) => guard.stdin.write(`+${pid}\n`),
    ended: (pid) => guard.stdin.write(`-${pid}\n`),
    close: () => guard.kill('SIGKILL'),
  };
}
