import {
  type Failure,
  failuresOf,
  type FileRecord,
  type Leak,
  type TestHistory,
  testHistories,
} from '@steadfast/core/record';
import { type Advice, adviceFor } from '../../src/advice/advice.js';
import { type RunTime, runTimeOf } from '../../src/advice/run-time.js';
import type { ReportData } from '../../src/report-data.js';
import { type Timeline, timelineOf } from '../../src/timeline/timeline.js';
import { fileStatus, rankOf, type Status, testStatus, toneOf } from './status.js';

/** A file with what the page asks of it again and again. What is costly is worked out when it is asked for first. */
export class FileEntry {
  readonly status: Status;
  readonly leaks: readonly Leak[];
  #tests: readonly TestHistory[] | undefined;
  #failures: readonly Failure[] | undefined;
  #testTexts: readonly string[] | undefined;
  #fileText: string | undefined;

  constructor(
    readonly index: number,
    readonly file: FileRecord,
  ) {
    this.leaks = file.attempts.flatMap((attempt) => attempt.leaks);
    const status = fileStatus(file);
    this.status = status === 'passed' && this.leaks.length > 0 ? 'leaked' : status;
  }

  get path(): string {
    return this.file.path;
  }

  get durationMs(): number {
    return this.file.durationMs ?? 0;
  }

  get tests(): readonly TestHistory[] {
    return (this.#tests ??= testHistories(this.file.attempts));
  }

  get failures(): readonly Failure[] {
    return (this.#failures ??= failuresOf(this.file));
  }

  /** Tests that are worth a line without being asked for. */
  get notableTests(): readonly TestHistory[] {
    const tone = toneOf(this.status);
    if (tone === 'good' || tone === 'dull') return [];
    return this.tests.filter((test) => ['bad', 'odd'].includes(toneOf(testStatus(test))));
  }

  /** What a search may find each of the tests by, in lower case. */
  get testTexts(): readonly string[] {
    return (this.#testTexts ??= this.tests.map(({ id, last }) =>
      `${id} ${last.message ?? ''}`.toLowerCase(),
    ));
  }

  /** What a search may find the file itself by, in lower case. */
  get fileText(): string {
    return (this.#fileText ??= `${this.path} ${this.file.reason ?? ''}`.toLowerCase());
  }
}

/** All that the page shows. */
export class Report {
  readonly files: readonly FileEntry[];
  #timeline: Timeline | undefined;
  #time: RunTime | undefined;

  constructor(readonly data: ReportData) {
    this.files = data.record.files.map((file, index) => new FileEntry(index, file));
  }

  get timeline(): Timeline {
    return (this.#timeline ??= timelineOf(this.data.record, this.data));
  }

  get time(): RunTime {
    return (this.#time ??= runTimeOf(this.data.record, this.timeline, this.data));
  }

  get advice(): readonly Advice[] {
    return adviceFor(this.data.record, this.time);
  }

  find(path: string): FileEntry | undefined {
    return this.files.find((entry) => entry.path === path);
  }
}

/** What a reader wants to see first, comes first; then by path. */
export function byUrgency(a: FileEntry, b: FileEntry): number {
  return rankOf(a.status) - rankOf(b.status) || (a.path < b.path ? -1 : 1);
}
