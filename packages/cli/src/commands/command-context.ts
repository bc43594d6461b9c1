import type { RunCounts } from '@steadfast/core';
import type { ReadStream } from 'node:tty';
import type { TerminalLike } from '../terminal/color.js';

/** The world as a command sees it; Nx and tests give one of their own. */
export interface CommandContext {
  /** Absolute path of the folder that the command is about. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream & TerminalLike;
  readonly stderr: NodeJS.WritableStream & TerminalLike;
  /** Called when a run has ended, with its counts. */
  readonly onFinished?: (counts: RunCounts) => void;
  /** Where a person presses keys; absent where nobody can. */
  readonly stdin?: ReadStream;
}

export const processContext = (): CommandContext => ({
  directory: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
});
