import { type Cancellation, EXIT_CODE, type Fault, faultOf } from '@steadfast/core';
import type { CommandContext } from './command-context.js';
import { notify } from './notify.js';

/** How long after a fault a command may take to end: attempts have their grace, and reports are written. */
const LAST_RESORT_MS = 60_000;

/**
 * Takes exceptions that nobody caught, promises that nobody waited for, and a process that has nothing left to do before its
 * command is over: each stops the command, which then tells what it knows. The returned function lets go of them.
 */
export function listenForFaults(cancellation: Cancellation): () => void {
  let lastResort: NodeJS.Timeout | undefined;
  const fail = (fault: Fault): void => {
    cancellation.fail(fault);
    lastResort ??= setTimeout(() => {
      process.stderr.write('steadfast: internal error: the run did not end\n');
      process.exit(EXIT_CODE.internalError);
    }, LAST_RESORT_MS);
  };
  // A rejection that nobody handles is one, too, as long as nobody listens to it by its own name.
  const onException = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    fail(faultOf(origin === 'unhandledRejection' ? 'in a promise' : 'outside of any file', error));
  };
  const onIdle = (): void => {
    fail(faultOf('waiting', new Error('there is nothing left to wait for, but the command is not over')));
  };
  process.on('uncaughtException', onException);
  process.on('beforeExit', onIdle);
  return () => {
    clearTimeout(lastResort);
    process.off('uncaughtException', onException);
    process.off('beforeExit', onIdle);
  };
}

/** The exit code of a command in which something may be broken; says what, where the command did not. */
export function exitCodeAfter(
  exitCode: number,
  { faults }: Cancellation,
  context: Pick<CommandContext, 'stderr' | 'environment'>,
): number {
  if (faults.length === 0 || exitCode === EXIT_CODE.internalError) return exitCode;
  for (const { during, message, stack } of faults)
    notify(context, `internal error ${during}: ${stack ?? message}`);
  return EXIT_CODE.internalError;
}
