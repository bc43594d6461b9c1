import { constants } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { prepareStateFile } from '../state-folder.js';
import type { Durations } from './durations.js';
import { durationsText, parseDurations } from './durations-text.js';

/** What is known from a durations file, and what a person should know of it. */
export interface ReadDurations {
  readonly durations: Durations;
  readonly notices: readonly string[];
}

/** What became of a durations file. */
export interface UpdatedDurations {
  readonly notices: readonly string[];
}

/** Another process holds the lock while it reads and writes one small file: seconds are long. */
const LOCK = {
  stale: 10_000,
  retries: { retries: 60, factor: 1.3, minTimeout: 20, maxTimeout: 500, randomize: true },
};

/** Reads a durations file. One that is missing, broken or unreadable is no reason not to run: it says nothing, and why. */
export async function readDurations(path: string): Promise<ReadDurations> {
  const { durations, notice } = await load(path);
  return { durations, notices: notice === undefined ? [] : [notice] };
}

/**
 * Changes a durations file under a lock, so that processes that do it at the same time lose nothing of each other, and
 * atomically, so that nobody reads half of it. What was there and is not Steadfast's is kept under another name.
 *
 * @throws what the operating system says when the file cannot be read, locked or written.
 */
export async function updateDurations(
  path: string,
  change: (known: Durations) => Durations,
): Promise<UpdatedDurations> {
  await prepareStateFile(path);
  const { lock } = (await import('proper-lockfile')).default;
  const unlock = await lock(path, { ...LOCK, realpath: false });
  try {
    const { durations, text, kind } = await load(path, true);
    const changed = durationsText(change(durations));
    if (changed === text) return { notices: [] };
    const notices =
      kind === 'foreign'
        ? [`${path} was not Steadfast's; what it held is kept in ${await setAside(path)}.`]
        : [];
    await writeFileAtomic(path, changed);
    return { notices };
  } finally {
    await unlock();
  }
}

interface Loaded {
  readonly durations: Durations;
  readonly kind: 'none' | 'own' | 'foreign';
  readonly text?: string;
  readonly notice?: string;
}

async function load(path: string, toChange = false): Promise<Loaded> {
  const nothing = { durations: new Map(), kind: 'none' } as const;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return nothing;
    if (toChange) throw error;
    return { ...nothing, notice: `No durations are known: ${message}.` };
  }
  const parsed = parseDurations(text);
  switch (parsed.kind) {
    case 'own':
      return { durations: parsed.durations, kind: 'own', text };
    case 'imported':
      return {
        durations: parsed.durations,
        kind: 'foreign',
        text,
        notice: `${path}: durations of another kind (${parsed.from}) are understood.`,
      };
    case 'unreadable':
      return {
        durations: new Map(),
        kind: 'foreign',
        text,
        notice: `${path} is left out, since ${parsed.reason}.`,
      };
  }
}

/** Copies a file to a name that is free, `durations.json.set-aside-1` or the next. */
async function setAside(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${path}.set-aside-${number}`;
    try {
      await copyFile(path, name, constants.COPYFILE_EXCL);
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
