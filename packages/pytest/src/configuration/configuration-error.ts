import { UsageError } from '../usage-error.js';

/** A configuration file that cannot be read, or says something that cannot be meant. */
export class ConfigurationError extends UsageError {
  constructor(
    readonly file: string,
    /** 1-based; absent where the fault has no line of its own. */
    readonly line: number | undefined,
    problem: string,
    cause?: unknown,
  ) {
    super(`${file}${line === undefined ? '' : `:${String(line)}`}: ${problem}`, { cause });
  }
}
