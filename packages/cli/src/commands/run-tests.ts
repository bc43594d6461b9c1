import { Cancellation } from '@steadfast/core';
import { followSignal } from '../library/follow-signal.js';
import type { CommandContext } from './command-context.js';
import { exitCodeAfter, listenForFaults } from './faults.js';
import { execute } from './main.js';

/** A run of the `steadfast` command in this process. */
export interface TestRun {
  /** Absolute path of the project. */
  readonly cwd: string;
  /** The words after `steadfast`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Stops the run when it aborts; its reason may be the signal that attempts are sent, such as `SIGTERM`. */
  readonly signal?: AbortSignal;
  /** Called when a run has ended, with the number of files by verdict; not for commands that run nothing. */
  readonly onFinished?: (verdicts: Readonly<Record<'flaky' | 'recovered', number>>) => void;
}

/**
 * Does what the `steadfast` command does, and resolves to its exit code (pytest's). Never rejects for a fault of the user. An
 * exception that nobody catches while it runs, whoever's it is, ends the run: reports are written, and the exit code is 3.
 */
export async function runTests({
  cwd,
  args,
  environment,
  stdout,
  stderr,
  signal,
  onFinished,
}: TestRun): Promise<number> {
  const cancellation = new Cancellation();
  using _ = followSignal(signal, cancellation);
  const context: CommandContext = {
    ...{ directory: cwd, environment, stdout, stderr },
    ...(onFinished && {
      onFinished: ({ files }) => {
        onFinished(files);
      },
    }),
  };
  const release = listenForFaults(cancellation);
  try {
    return exitCodeAfter(await execute(args, context, cancellation), cancellation, context);
  } finally {
    release();
  }
}
