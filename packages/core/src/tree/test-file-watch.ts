import { statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Clock } from '../clock.js';
import type { TreeChange } from '../events.js';
import type { PresencePolicy } from '../policy.js';
import { checkPresence, isAbsence, type PresenceCheck } from '../presence/check-presence.js';
import { errnoName, type FileStatus } from '../presence/file-stat.js';
import type { TestFile } from '../test-file.js';
import { type FileSignature, isSameSignature, signatureOf } from './file-signature.js';
import { KnownPaths } from './known-paths.js';
import { News } from './news.js';
import { Sightings } from './sightings.js';
import { type FolderListener, type FolderWatches, watchFolders } from './watch-folders.js';

/** One look at a path, now. `unknown` is neither here nor there, such as a folder that may not be entered. */
export type LookAt = (path: string) => FileStatus | 'absent' | 'unknown';

export interface TestFileWatchOptions {
  readonly root: string;
  readonly files: readonly TestFile[];
  readonly clock: Clock;
  readonly presence: PresencePolicy;
  /** A change that is certain: told once per file or folder. */
  readonly onChange: (change: TreeChange) => void;
  /** Something was not there at one look, just now. */
  readonly onMissed: () => void;
  readonly onLimit: FolderListener['onLimit'];
  readonly lookAt?: LookAt;
  readonly watch?: (folders: Iterable<string>, listener: FolderListener) => FolderWatches;
}

/**
 * Notices when test files vanish or change while a run goes on: by events of the file system, and by the one look that each
 * file gets before its attempt. Nothing is polled.
 */
export class TestFileWatch {
  readonly sightings = new Sightings();
  /** Of files that are seen again. */
  readonly news = new News();
  readonly #paths: KnownPaths;
  readonly #watches: FolderWatches;
  readonly #lookAt: LookAt;
  readonly #signatures = new Map<string, FileSignature>();
  readonly #told = new Set<string>();
  readonly #confirming = new Set<string>();
  readonly #closed = new AbortController();

  constructor(private readonly options: TestFileWatchOptions) {
    const { root, files, watch = watchFolders, onLimit } = options;
    this.#lookAt = options.lookAt ?? lookAtSystem;
    this.#paths = new KnownPaths(
      root,
      files.map(({ absolutePath }) => absolutePath),
    );
    const onEvent = (folder: string, name: string | undefined): void => {
      for (const path of this.#paths.meantBy(folder, name)) this.#look(path);
    };
    this.#watches = watch(this.#paths.folders, { onEvent, ...(onLimit === undefined ? {} : { onLimit }) });
    for (const { absolutePath } of files) this.#remember(absolutePath);
  }

  /**
   * Takes in what a presence check has found out about a file, and adds what was seen between its looks: one sight of the
   * file is enough.
   */
  checked({ absolutePath: path }: TestFile, check: PresenceCheck): PresenceCheck {
    const { presence, stats, found } = check;
    const time = stats.at(-1)?.time ?? this.options.clock.now();
    const lastSeen = this.sightings.lastSeen(path);
    if (presence === 'absent' && lastSeen !== undefined && lastSeen > (stats[0]?.time ?? time)) {
      return { presence: 'present', stats: [...stats, { time: lastSeen, result: 'ok' }] };
    }
    if (found !== undefined) this.#seen(path, found, time);
    else this.sightings.missed(path, { time: stats[0]?.time ?? time, noticedBy: 'stat' });
    if (presence === 'absent' && lastSeen !== undefined) this.#tellVanished(path);
    return check;
  }

  /** Since when a file that a check found absent is away; `undefined` when it was never seen. */
  missedSince({ absolutePath: path, foundIn }: TestFile, { stats }: PresenceCheck): number | undefined {
    const wasSeen = foundIn !== undefined || this.sightings.lastSeen(path) !== undefined;
    if (!wasSeen) return undefined;
    const firstLook = stats[0]?.time ?? this.options.clock.now();
    // An event is certain: whatever came back since would have told so as well.
    const missed = this.sightings.firstMissed(this.#vanishedFolder(path) ?? path);
    return missed?.noticedBy === 'event' ? Math.min(missed.time, firstLook) : firstLook;
  }

  /** The folders that a file is in, from the root on. */
  foldersAbove(path: string): readonly string[] {
    return this.#paths.foldersAbove(path);
  }

  close(): void {
    this.#closed.abort();
    this.#watches.close();
  }

  #remember(path: string): void {
    const status = this.#lookAt(path);
    if (typeof status === 'object') this.#seen(path, status, this.options.clock.now());
  }

  #look(path: string): void {
    if (this.#closed.signal.aborted) return;
    const status = this.#lookAt(path);
    if (status === 'unknown') return;
    if (this.#isThere(path, status)) {
      if (status.isDirectory()) this.#seenFolder(path);
      else this.#seen(path, status, this.options.clock.now());
      return;
    }
    this.sightings.missed(path, { time: this.options.clock.now(), noticedBy: 'event' });
    this.options.onMissed();
    void this.#confirmVanished(path);
  }

  #seen(path: string, status: FileStatus, time: number): void {
    const wasAway = this.sightings.firstMissed(path) !== undefined;
    this.sightings.seen(path, time);
    if (wasAway) this.news.tell(path);
    const signature = signatureOf(status);
    if (signature === undefined) return;
    const before = this.#signatures.get(path);
    this.#signatures.set(path, signature);
    if (before !== undefined && !isSameSignature(before, signature)) {
      this.#tell(path, { kind: 'file-changed', file: this.#name(path) });
    }
  }

  /** A folder that was away has told nothing of what went on in it. */
  #seenFolder(folder: string): void {
    const wasAway = this.sightings.firstMissed(folder) !== undefined;
    this.sightings.seen(folder, this.options.clock.now());
    this.#watches.renew(folder);
    if (wasAway) for (const path of this.#paths.within(folder)) this.#look(path);
  }

  /** One look proves nothing: the path may be away for a moment. */
  async #confirmVanished(path: string): Promise<void> {
    if (this.#confirming.has(path)) return;
    this.#confirming.add(path);
    const { clock, presence } = this.options;
    const stat = (): Promise<FileStatus> =>
      this.#isThere(path, this.#lookAt(path)) ? Promise.resolve(PRESENT) : Promise.reject(ABSENT);
    // The look before was the first.
    await clock.sleep(presence.intervalMs, this.#closed.signal);
    const check = await checkPresence(path, presence, { clock, stat, signal: this.#closed.signal });
    this.#confirming.delete(path);
    if (this.#closed.signal.aborted) return;
    if (check.presence === 'absent') this.#tellVanished(path);
    else this.#look(path);
  }

  /** Names the highest folder that is gone, or the file itself. */
  #tellVanished(path: string): void {
    const vanished = this.#vanishedFolder(path) ?? path;
    const name = this.#name(vanished);
    const isFolder = this.#paths.isFolder(vanished);
    this.#tell(
      vanished,
      isFolder ? { kind: 'directory-vanished', directory: name } : { kind: 'file-vanished', file: name },
    );
  }

  #vanishedFolder(path: string): string | undefined {
    return this.#paths.foldersAbove(path).find((each) => !this.#isThere(each, this.#lookAt(each)));
  }

  /** A folder in the place of a file, or the other way round, is not what was there. */
  #isThere(path: string, status: FileStatus | 'absent' | 'unknown'): status is FileStatus {
    return typeof status === 'object' && status.isDirectory() === this.#paths.isFolder(path);
  }

  #tell(path: string, change: TreeChange): void {
    const key = `${change.kind} ${path}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.options.onChange(change);
  }

  #name(path: string): string {
    return relative(this.#paths.root, path).split(sep).join('/') || '.';
  }
}

const PRESENT: FileStatus = { isDirectory: () => false };

const ABSENT = Object.assign(new Error('ENOENT'), { code: 'ENOENT' });

const lookAtSystem: LookAt = (path) => {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? 'absent';
  } catch (error) {
    return isAbsence(errnoName(error)) ? 'absent' : 'unknown';
  }
};
