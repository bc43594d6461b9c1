import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttemptDirectories } from './attempt-directories.js';
import { ownerText, thisOwner } from './directory-owner.js';
import { OWNER_FILE, RUN_PREFIX } from './stale-directories.js';

/**
 * The folders of a project's run. They are made when they are asked for, and removed with everything in them when the run is
 * over; those of a runner that was killed, by a later run (see {@link removeStaleDirectories}).
 */
export class RunDirectories {
  /** Absolute path of the folder that holds all others. */
  readonly parent: string;
  readonly attempts: AttemptDirectories;

  /** @param temporary Absolute path of the folder for temporary files. */
  constructor(temporary = tmpdir()) {
    this.parent = mkdtempSync(join(temporary, RUN_PREFIX));
    writeFileSync(join(this.parent, OWNER_FILE), ownerText(thisOwner()));
    this.attempts = new AttemptDirectories(this.parent);
  }

  /** Absolute path of the folder that all attempts of the run share: `STEADFAST_RUN_DIRECTORY`. */
  get shared(): string {
    return this.#made('shared');
  }

  /** Absolute path of the folder that all attempts of a slot share: `STEADFAST_SLOT_DIRECTORY`. */
  readonly ofSlot = (slot: number): string => this.#made(`slot-${slot}`);

  /** Removes everything. What cannot be removed is left to the system. */
  async remove(): Promise<void> {
    await this.attempts.settled();
    await rm(this.parent, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  /** Each time, because a test may have removed it. */
  #made(name: string): string {
    const path = join(this.parent, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }
}
