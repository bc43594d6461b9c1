import { errnoName, EXIT_CODE } from '@steadfast/core';

/** The reader has gone, or the terminal: who did that knows it. */
const READER_IS_GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ENXIO']);

/**
 * Lets a command go on that cannot write to its streams any more: attempts are to be ended, and reports written. Where the
 * reason is another one than that nobody reads, such as a full disk, the command is not green.
 *
 * @param streams Those of the process: they are listened to until it ends, because errors may come after the last word.
 * @returns the exit code of the command, given what it would be.
 */
export function listenForLostOutput(streams: readonly NodeJS.WritableStream[]): (exitCode: number) => number {
  let isLost = false;
  for (const stream of streams)
    stream.on('error', (error) => {
      if (READER_IS_GONE.has(errnoName(error))) return;
      isLost = true;
      process.exitCode = EXIT_CODE.internalError;
    });
  return (exitCode) => (isLost ? EXIT_CODE.internalError : exitCode);
}
