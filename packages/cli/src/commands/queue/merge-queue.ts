import { EXIT_CODE, type ExitCode, type RunRecord } from '@steadfast/core';
import type { ReadBuild } from './read-queue.js';

/** Of each record the files that the build counted for it: what a node ran in vain, or for another to look at, too, is left out. */
export function countedRecords(
  records: readonly RunRecord[],
  { judgement }: ReadBuild,
): readonly RunRecord[] {
  const countedBy = new Map(judgement.files.map(({ path, counted }) => [path, counted?.runId]));
  return records.map((record) => ({
    ...record,
    files: record.files.filter(({ path }) => countedBy.get(path) === record.runId),
  }));
}

/** A build is what its book says; only a node that was broken makes a green one red. */
export function queueExitCode(records: readonly RunRecord[], { judgement }: ReadBuild): ExitCode {
  if (judgement.exitCode !== EXIT_CODE.passed) return judgement.exitCode;
  const broken = records.some(({ exitCode }) => exitCode === EXIT_CODE.internalError);
  return broken ? EXIT_CODE.internalError : EXIT_CODE.passed;
}
