import { plainTraceback, type TestResult } from '../../test-result.js';

/** A line of a file. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Where a test failed: the deepest line of its traceback that is in the file of the test, else where the test is defined.
 * Tracebacks name places as `path:line: ` at the beginning of a line.
 */
export function failurePlace(test: TestResult): Place | undefined {
  const { location } = test;
  if (location === undefined) return undefined;
  const lines = [...(plainTraceback(test) ?? '').matchAll(/^(.+?):(\d+): /gm)]
    .filter(([, file]) => file !== undefined && sameFile(file, location.file))
    .map(([, , line]) => Number(line));
  return { file: location.file, line: lines.at(-1) ?? location.line };
}

/** A traceback may have the path from another folder. */
function sameFile(inTraceback: string, file: string): boolean {
  const path = inTraceback.replaceAll('\\', '/');
  return path === file || path.endsWith(`/${file}`) || file.endsWith(`/${path}`);
}
