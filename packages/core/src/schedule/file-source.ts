import type { FileResult, TestFile } from '../test-file.js';

/** A file that was handed out to be run, until it is settled or given back. Exactly one of the two happens, once. */
export interface Claim {
  readonly file: TestFile;
  /** Aborts when the file was handed to somebody else meanwhile: its attempts end, and what they find out does not count. */
  readonly lost?: AbortSignal;
  /** The file has its verdict. */
  settle(result: FileResult): Promise<void>;
  /** The file has no verdict and gets none here: somebody else may run it. */
  giveBack(reason: string): Promise<void>;
}

/** Where the files of a project come from: a list of this process, or a queue that machines share. */
export interface FileSource {
  /**
   * The next file to run, as soon as there is one; `undefined` when there is none left for this run, or the signal aborts.
   * Asked again only after it has answered. Files of one group are never claimed at the same time.
   */
  claim(signal: AbortSignal): Promise<Claim | undefined>;
  /** Files that this run was to run and that nobody has claimed or settled, in no order. */
  remaining(): readonly TestFile[];
}
