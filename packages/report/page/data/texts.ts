import type { FileRecord } from '@steadfast/core/record';
import { useEffect, useState } from 'preact/hooks';
import { readChunk } from './read-block.js';
import type { FileEntry } from './report.js';

const whole = new Map<number, FileRecord>();
const loading = new Map<number, Promise<void>>();

/** The file with all of its texts, or `undefined` while they are being decompressed. */
export function useWholeFile(entry: FileEntry, chunkOfFile: readonly number[]): FileRecord | undefined {
  const chunk = chunkOfFile[entry.index] ?? -1;
  const known = chunk === -1 ? entry.file : whole.get(entry.index);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (known !== undefined) return undefined;
    let wanted = true;
    void loadChunk(chunk).then(() => {
      if (wanted) redraw((count) => count + 1);
    });
    return () => {
      wanted = false;
    };
  }, [known, chunk]);
  return known;
}

/** Decompresses all texts, as for printing. */
export async function loadAll(chunkOfFile: readonly number[]): Promise<void> {
  await Promise.all([...new Set(chunkOfFile)].filter((chunk) => chunk !== -1).map(loadChunk));
}

/** The file with all of its texts, if they were loaded. */
export function wholeFile(entry: FileEntry): FileRecord {
  return whole.get(entry.index) ?? entry.file;
}

function loadChunk(chunk: number): Promise<void> {
  let promise = loading.get(chunk);
  if (promise === undefined) {
    promise = readChunk(chunk).then((files) => {
      for (const [index, file] of files) whole.set(index, file);
    });
    loading.set(chunk, promise);
  }
  return promise;
}
