import type { RunEvent } from '../events.js';
import { countRun } from './count-run.js';
import { FileRecordBuilder, type RunWideEvent } from './file-record-builder.js';
import { type FileRecord, type NotableEvent, RECORD_VERSION, type RunRecord } from './run-record.js';

type RunStarted = Extract<RunEvent, { type: 'run-started' }>;
type RunFinished = Extract<RunEvent, { type: 'run-finished' }>;

/** Folds the events of a run into its record as they happen; can be asked for it at any time. */
export class RecordBuilder {
  readonly #files = new Map<string, FileRecordBuilder>();
  readonly #notable: NotableEvent[] = [];
  #start: RunStarted | undefined;
  #finish: RunFinished | undefined;
  #lastTime = 0;

  /** Takes the next event. An event of a file that the run did not announce adds the file: nothing that ran is lost. */
  add(event: RunEvent): void {
    this.#lastTime = Math.max(this.#lastTime, event.time);
    if ('file' in event) this.#fileBuilder(event.file).add(event);
    else this.#addToRun(event);
  }

  #addToRun(event: RunWideEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#start = event;
        for (const file of event.files) this.#files.set(file.path, new FileRecordBuilder(file));
        break;
      case 'run-finished':
        this.#finish = event;
        break;
      case 'tree-changed':
      case 'notice':
      case 'run-cancelled':
        this.#notable.push(event);
        break;
    }
  }

  /** The record of one file as it is now. */
  file(path: string): FileRecord | undefined {
    return this.#files.get(path)?.record;
  }

  /**
   * The record as it is now.
   *
   * @throws when no `run-started` event was seen: there is no run to speak of.
   */
  get record(): RunRecord {
    const start = this.#start;
    if (start === undefined) throw new Error('The events do not begin with run-started.');
    const files = [...this.#files.values()].map(({ record }) => record).sort(byPath);
    return {
      version: RECORD_VERSION,
      runId: start.runId,
      root: start.root,
      startedAt: start.time,
      durationMs: this.#finish?.durationMs ?? this.#lastTime - start.time,
      slots: start.slots,
      tools: start.tools,
      ...(start.shard !== undefined && { shard: start.shard }),
      ...(start.filtered === true && { filtered: true }),
      complete: this.#finish !== undefined,
      ...(this.#finish !== undefined && { exitCode: this.#finish.exitCode }),
      counts: countRun(files),
      files,
      notable: [...this.#notable],
    };
  }

  #fileBuilder(path: string): FileRecordBuilder {
    let builder = this.#files.get(path);
    if (builder === undefined)
      this.#files.set(path, (builder = new FileRecordBuilder({ path, estimateMs: 0 })));
    return builder;
  }
}

/** The record of a run from all of its events, or from those that were written before it was killed. */
export function recordFromEvents(events: Iterable<RunEvent>): RunRecord {
  const builder = new RecordBuilder();
  for (const event of events) builder.add(event);
  return builder.record;
}

// Not by locale: the same record on every machine.
function byPath(a: FileRecord, b: FileRecord): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
