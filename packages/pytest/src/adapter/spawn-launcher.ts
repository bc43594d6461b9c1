import { spawnAttempt } from '@steadfast/core';
import { ownWordsEnvironment, pytestWords, targetsEnvironment } from './attempt-arguments.js';
import { withPythonSide } from './attempt-environment.js';
import type { Launcher, PytestProject } from './launcher.js';

/** Descriptor on which a new interpreter reports: the first after the standard three. */
const REPORT_FD = '3';

/** The number of the signal that makes an attempt write its stacks; see `stacks.py`. */
export const STACKS_SIGNAL = 62;

/** Starts a new interpreter for every attempt. */
export function createSpawnLauncher(project: PytestProject): Launcher {
  const { python, root, environment: shared } = project;
  const inherited = { ...withPythonSide(shared), ...ownWordsEnvironment(project) };
  return {
    launch({ targets, environment, onStarted, onOutput, onReport }) {
      const attempt = spawnAttempt({
        command: python,
        args: ['-m', 'pytest', ...pytestWords('plugin', project)],
        cwd: root,
        environment: {
          ...inherited,
          ...environment,
          ...targetsEnvironment(targets),
          STEADFAST_REPORT_FD: REPORT_FD,
        },
        extendEnvironment: false,
        onOutput,
        onReport,
      });
      if (attempt.pid !== undefined) onStarted(attempt.pid, { kind: 'spawned' });
      const dumpStacks = (): void => {
        askForStacks(attempt.pid);
      };
      return { process: { ...attempt, dumpStacks } };
    },
    close: () => Promise.resolve(),
  };
}

/** Asks a pytest process for the stacks of its threads; it goes on afterwards. */
export function askForStacks(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(pid, STACKS_SIGNAL);
  } catch {
    // It has ended meanwhile: there are no stacks any more.
  }
}
