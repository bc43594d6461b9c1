import type { EventListener, RunCounts } from '../events.js';
import type { Outcome } from '../outcome.js';
import { addCounts, countRun } from '../record/count-run.js';
import { FileRecordBuilder } from '../record/file-record-builder.js';

/** Counts a run while it goes on; keeps details only of files that are not over yet. */
export class RunTally {
  #counts: RunCounts = countRun([]);
  readonly #open = new Map<string, FileRecordBuilder>();
  /** How the last attempts of the files with the verdict `error` ended. */
  readonly errors: Outcome[] = [];

  get counts(): RunCounts {
    return this.#counts;
  }

  readonly listen: EventListener = (event) => {
    if (!('file' in event)) return;
    let builder = this.#open.get(event.file);
    if (builder === undefined) {
      builder = new FileRecordBuilder({ path: event.file, estimateMs: 0 });
      this.#open.set(event.file, builder);
    }
    builder.add(event);
    if (event.type !== 'file-finished') return;
    const { record } = builder;
    this.#open.delete(event.file);
    this.#counts = addCounts(this.#counts, countRun([record]));
    const outcome = record.attempts.at(-1)?.outcome;
    if (event.verdict === 'error' && outcome !== undefined) this.errors.push(outcome);
  };
}
