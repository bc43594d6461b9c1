import { decisiveAttempt } from '../record/counted-attempts.js';
import type { EventListener, RunCounts } from '../events.js';
import type { Outcome } from '../outcome.js';
import { addCounts, countRun } from '../record/count-run.js';
import type { TestFile } from '../test-file.js';

/** Counts a project's run while it goes on. */
export class RunTally {
  counts: RunCounts = countRun([]);
  /** How the last attempts of the files with the verdict `error` ended. */
  readonly errors: Outcome[] = [];
  readonly #finished = new Set<string>();

  /** Those of the files that have no verdict yet. */
  unfinished(files: readonly TestFile[]): readonly TestFile[] {
    return files.filter(({ path }) => !this.#finished.has(path));
  }

  readonly listen: EventListener = (event, file) => {
    if (event.type !== 'file-finished' || file === undefined) return;
    this.#finished.add(event.file);
    this.counts = addCounts(this.counts, countRun([file]));
    if (event.verdict !== 'error') return;
    const outcome = event.fault === undefined ? decisiveAttempt(file.attempts)?.outcome : 'internal-error';
    if (outcome !== undefined) this.errors.push(outcome);
  };
}
