import type { RunEvent } from '../events.js';
import { FileRecordBuilder } from './file-record-builder.js';
import type { FileRecord } from './run-record.js';

/** Folds the events of a project into a record per file, and forgets a file when it is finished: the one fold that there is. */
export class OpenFiles {
  readonly #estimates = new Map<string, number>();
  readonly #open = new Map<string, FileRecordBuilder>();

  /** Takes the next event; gives the record of the file that it was the last one of. */
  add(event: RunEvent): FileRecord | undefined {
    if (event.type === 'run-started')
      for (const { path, estimateMs } of event.files) this.#estimates.set(path, estimateMs);
    if (!('file' in event)) return undefined;
    const builder = this.#builder(event.file);
    builder.add(event);
    if (event.type !== 'file-finished') return undefined;
    this.#open.delete(event.file);
    this.#estimates.delete(event.file);
    return builder.record;
  }

  /** Files that have begun and are not finished. */
  get records(): readonly FileRecord[] {
    return [...this.#open.values()].map(({ record }) => record);
  }

  #builder(path: string): FileRecordBuilder {
    let builder = this.#open.get(path);
    if (builder === undefined) {
      builder = new FileRecordBuilder({ path, estimateMs: this.#estimates.get(path) ?? 0 });
      this.#open.set(path, builder);
    }
    return builder;
  }
}
