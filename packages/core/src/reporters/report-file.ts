import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { ReportResult } from './reporter.js';

/** A report that cannot be written, known before the run. */
export class UnwritableReport extends Error {
  override readonly name = 'UnwritableReport';

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`${path} cannot be written: ${describe(cause)}`, { cause });
  }
}

/**
 * Makes sure that a file can be written at `path` later, and makes the folders on the way to it.
 *
 * @throws {UnwritableReport} with the reason of the operating system.
 */
export async function assertWritable(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (await isRegularOrAbsent(path)) {
      // Permission bits say little (root, read-only mounts): only a file that was made says that one can be made.
      const probe = `${path}.${process.pid}.probe`;
      await (await open(probe, 'w')).close();
      await rm(probe);
    } else {
      await (await open(path, 'a')).close();
    }
  } catch (error) {
    throw new UnwritableReport(path, error);
  }
}

/** A text, or the parts of one that is too long to be held as a whole. */
export type ReportContent = string | Iterable<string>;

/** Writes a report to a temporary name and renames it, so that nobody ever reads half of one. */
export async function writeReport(
  report: string,
  path: string,
  content: ReportContent,
): Promise<ReportResult> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // A device or a pipe has to be written itself, a rename would replace it.
    if (!(await isRegularOrAbsent(path))) await writeFile(path, content);
    else if (typeof content === 'string') await writeFileAtomic(path, content);
    else await writeParts(path, content);
    return { kind: 'written', report, path };
  } catch (error) {
    return { kind: 'failed', report, path, message: describe(error) };
  }
}

/** As write-file-atomic, for a text in parts. */
async function writeParts(path: string, parts: Iterable<string>): Promise<void> {
  // Where a link leads to is replaced, not the link.
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, joined(parts), { flag: 'wx', flush: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const WRITTEN_AT_ONCE = 1 << 16;

/** Parts that are worth a call of the system. */
function* joined(parts: Iterable<string>): Generator<string> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < WRITTEN_AT_ONCE) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The reason of the operating system, without the path that Node repeats in it. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  const text =
    code === undefined ? error.message : error.message.replace(/^\w+: /, '').replace(/, \w+( '.*')?$/s, '');
  return code === undefined ? text : `${text} (${code})`;
}

async function isRegularOrAbsent(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' });
    return found.isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}
