import { gzipSync } from 'node:zlib';
import type { AttemptRecord, FileRecord, RunRecord, TestResult } from '@steadfast/core/record';
import type { ReportChunk, ReportData } from '../report-data.js';

/** Data of a report, compressed: gzip in base64. */
export interface PackedReport {
  readonly data: string;
  readonly chunks: readonly string[];
}

/** Files are put into one chunk until it has this many characters of JSON, so that opening a file is quick. */
const CHUNK_CHARACTERS = 2_000_000;

/** Splits the record into what is shown at once and what is shown on demand, and compresses both. */
export function packReport(data: Omit<ReportData, 'chunkOfFile'>): PackedReport {
  const chunks: string[] = [];
  const chunkOfFile: number[] = [];
  let open: string[] = [];
  let characters = 0;
  for (const [index, file] of data.record.files.entries()) {
    if (!hasTexts(file)) {
      chunkOfFile.push(-1);
      continue;
    }
    chunkOfFile.push(chunks.length);
    const text = JSON.stringify([index, file] satisfies ReportChunk[number]);
    open.push(text);
    characters += text.length;
    if (characters < CHUNK_CHARACTERS) continue;
    chunks.push(pack(`[${open.join(',')}]`));
    open = [];
    characters = 0;
  }
  if (open.length > 0) chunks.push(pack(`[${open.join(',')}]`));
  const record: RunRecord = { ...data.record, files: data.record.files.map(withoutTexts) };
  return { data: pack(JSON.stringify({ ...data, record, chunkOfFile } satisfies ReportData)), chunks };
}

function hasTexts({ attempts }: FileRecord): boolean {
  return attempts.some(
    ({ output, tests }) =>
      (output !== undefined && output.text !== '') ||
      tests.some(({ traceback, sections }) => traceback !== undefined || sections !== undefined),
  );
}

function withoutTexts(file: FileRecord): FileRecord {
  return { ...file, attempts: file.attempts.map(attemptWithoutTexts) };
}

function attemptWithoutTexts({ output: _, ...attempt }: AttemptRecord): AttemptRecord {
  return { ...attempt, tests: attempt.tests.map(testWithoutTexts) };
}

function testWithoutTexts({ traceback: _, sections: __, ...test }: TestResult): TestResult {
  return test;
}

function pack(json: string): string {
  return gzipSync(json).toString('base64');
}
