import type { AttemptRequest, EventListener, ExitCode, TestFile } from '@steadfast/core';

/** What a part does around every attempt. */
export interface AttemptExtension {
  /** Called before the process starts; gives variables for its environment. */
  begin?(request: AttemptRequest): Readonly<Record<string, string>>;
  /** Called when the process has ended, while the attempt's folder is still there. */
  end?(request: AttemptRequest): void;
}

/** One thing that is done for the run as a whole, in place of doing it in every pytest. */
export interface WholeRunPart {
  readonly attempts?: AttemptExtension;
  readonly listen?: EventListener;
  /** At most so many attempts at a time. */
  readonly slots?: number;
  /** Leaves out files, or changes what starts first. */
  selectFiles?(files: readonly TestFile[]): Promise<readonly TestFile[]>;
  /**
   * Called after the last attempt with the exit code so far; gives another one where the part has something against it.
   * Never rejects for a fault of the user or the disk.
   */
  finish?(exitCode: ExitCode): Promise<ExitCode>;
}
