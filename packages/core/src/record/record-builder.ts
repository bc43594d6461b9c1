import type { PlannedFile, RunEvent } from '../events.js';
import { comparePaths } from '../path-order.js';
import { countRun } from './count-run.js';
import type { RunWideEvent } from './file-record-builder.js';
import { OpenFiles } from './open-files.js';
import { type FileRecord, type NotableEvent, RECORD_VERSION, type RunRecord } from './run-record.js';

type RunStarted = Extract<RunEvent, { type: 'run-started' }>;
type RunFinished = Extract<RunEvent, { type: 'run-finished' }>;

/** Gathers the record of a project's run as it happens; can be asked for it at any time. */
export class RecordBuilder {
  readonly #files = new Map<string, FileRecord>();
  readonly #notable: NotableEvent[] = [];
  #start: RunStarted | undefined;
  #finish: RunFinished | undefined;
  #lastTime = 0;

  /** Takes the next event, and the record of the file that it finishes. */
  add(event: RunEvent, file?: FileRecord): void {
    this.#lastTime = Math.max(this.#lastTime, event.time);
    if (!('file' in event)) this.#addToRun(event);
    if (file !== undefined) this.addFile(file);
  }

  /** A file that the run did not announce counts as well: nothing that ran is lost. */
  addFile(file: FileRecord): void {
    this.#files.set(file.path, file);
  }

  #addToRun(event: RunWideEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#start = event;
        for (const file of event.files) this.#files.set(file.path, notRun(file));
        break;
      case 'run-finished':
        this.#finish = event;
        break;
      case 'tree-changed':
      case 'service-changed':
      case 'notice':
      case 'run-cancelled':
        this.#notable.push(event);
        break;
    }
  }

  /**
   * The record as it is now.
   *
   * @throws when no `run-started` event was seen: there is no run to speak of.
   */
  get record(): RunRecord {
    const start = this.#start;
    if (start === undefined) throw new Error('The events do not begin with run-started.');
    const files = [...this.#files.values()].sort((a, b) => comparePaths(a.path, b.path));
    return {
      version: RECORD_VERSION,
      runId: start.runId,
      project: start.project,
      root: start.root,
      startedAt: start.time,
      durationMs: this.#finish?.durationMs ?? this.#lastTime - start.time,
      slots: start.slots,
      tools: start.tools,
      ...(start.shard !== undefined && { shard: start.shard }),
      ...(start.filtered === true && { filtered: true }),
      ...(start.coverage !== undefined && { coverage: start.coverage }),
      complete: this.#finish !== undefined,
      ...(this.#finish !== undefined && { exitCode: this.#finish.exitCode }),
      counts: countRun(files),
      files,
      notable: [...this.#notable],
    };
  }
}

const NO_RETRIES = { missing: 0, rerun: 0, confirm: 0, lost: 0 } as const;

/** What is known of a file that nobody has started. */
export function notRun({ path, estimateMs }: PlannedFile): FileRecord {
  return { path, estimateMs, state: 'not-run', retries: NO_RETRIES, presenceChecks: [], attempts: [] };
}

/** The record of a project's run from all of its events, or from those that were written before it was killed. */
export function recordFromEvents(events: Iterable<RunEvent>): RunRecord {
  const reader = new EventReader();
  for (const event of events) reader.add(event);
  return reader.record;
}

/** Makes the record of a run from its events alone. */
export class EventReader {
  readonly #open = new OpenFiles();
  readonly #builder = new RecordBuilder();

  add(event: RunEvent): void {
    this.#builder.add(event, this.#open.add(event));
  }

  /** What began and was not finished is in it, too. */
  get record(): RunRecord {
    for (const file of this.#open.records) this.#builder.addFile(file);
    return this.#builder.record;
  }
}
