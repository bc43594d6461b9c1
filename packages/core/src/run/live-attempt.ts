import type { BoundedOutput } from '../process/bounded-output.js';
import type { TestFile } from '../test-file.js';

/** An attempt that runs now, as a live view wants to see it. */
export interface LiveAttempt {
  readonly file: TestFile;
  readonly output: BoundedOutput;
  readonly startedAt: number;
}
