import type { TestFile, Verdict } from '@steadfast/core';

/** Where the files of a run come from. */
export interface FileSource {
  /** The next file; `undefined` when there is none left for this node. */
  claim(signal: AbortSignal): Promise<Claim | undefined>;
  /** Files that only this source still has to hand out. */
  remaining(): readonly TestFile[];
}

/** A file that was handed out to be run, until it is settled or given back. */
export interface Claim {
  readonly file: TestFile;
  /** Aborts when the claim is no longer this node's: another one runs the file. */
  readonly lost?: AbortSignal;
  settle(result: FileResult): Promise<void>;
  giveBack(reason: string): Promise<void>;
}

/** What became of a file. */
export interface FileResult {
  readonly verdict: Verdict;
  readonly attempts: number;
  readonly failedTests: number;
}
