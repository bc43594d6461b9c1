import type { FileRecord, RunRecord } from '@steadfast/core/record';
import type { Comparison } from './compare/compare-runs.js';
import type { RunPart } from './run-part.js';

/** What the page shows at once. Long texts are not in it: they come in chunks, when a file is opened. */
export interface ReportData {
  /** Without tracebacks, captured output and output of attempts. */
  readonly record: RunRecord;
  readonly parts: readonly RunPart[];
  /** Index into `parts` for each file of the record. */
  readonly partOfFile: readonly number[];
  /** Number of the chunk that has the file with all of its texts; -1 for a file that has none. */
  readonly chunkOfFile: readonly number[];
  readonly comparison?: Comparison;
}

/** Whole files, by their index in the record. */
export type ReportChunk = readonly (readonly [index: number, file: FileRecord])[];

/** Ids of the elements that hold the compressed data. */
export const DATA_ELEMENT = 'report-data';
export function chunkElement(chunk: number): string {
  return `report-chunk-${chunk}`;
}
