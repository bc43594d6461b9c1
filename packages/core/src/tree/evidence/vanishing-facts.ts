import type { StatObservation } from '../../events.js';
import type { Head, ReflogEntry, Stash } from '../git.js';
import type { Missed } from '../sightings.js';

/** Everything that is known of a file that has vanished. Times are milliseconds since the epoch. */
export interface VanishingFacts {
  /** Path relative to the run's root. */
  readonly file: string;
  /** Absent when the run has never seen it. */
  readonly lastSeen?: number;
  /** Absent when it is there, and only the test runner did not find it. */
  readonly firstMissed?: Missed;
  readonly stats: readonly StatObservation[];
  readonly place: Place;
  /** Absent outside of a git working tree. */
  readonly git?: GitFacts;
  /** Who could have done it, as far as time tells. */
  readonly suspects: readonly Suspect[];
}

/** What is now where the file was. */
export interface Place {
  /** Target of the symbolic link that has taken the file's place and leads nowhere. */
  readonly danglingLink?: string;
  /** The nearest folder above the file that is there, relative to the root. */
  readonly folder: string;
  /** Whether that is the file's own folder. */
  readonly isOwnFolder: boolean;
  readonly entries: readonly string[];
}

export interface GitFacts {
  readonly headAtStart?: Head;
  readonly headNow?: Head;
  /** Since the start, the newest first. */
  readonly reflog: readonly ReflogEntry[];
  /** Made since the start, the newest first. */
  readonly stashes: readonly StashFacts[];
  readonly inHeadAtStart: boolean;
  readonly inHeadNow: boolean;
  readonly isTracked: boolean;
}

export type StashFacts = Stash & { readonly holdsFile: boolean };

/** A process or an attempt that was there between the last sight of the file and the first miss. */
export type Suspect = LeakSuspect | ProcessSuspect | AttemptSuspect;

interface FromTest {
  /** The test file that it comes from. */
  readonly file: string;
  readonly test?: string;
}

/** A process that outlived its attempt. */
export interface LeakSuspect extends FromTest {
  readonly kind: 'leak';
  readonly pid: number;
  readonly command: string;
  /** Absent while it was left alive. */
  readonly endedAt?: number;
}

/** A process that a test had started and that was seen at the moment of the change. */
export interface ProcessSuspect extends FromTest {
  readonly kind: 'process';
  readonly pid: number;
  readonly command: string;
}

/** An attempt that was running. */
export interface AttemptSuspect extends FromTest {
  readonly kind: 'attempt';
  /** Lines of the test file that could have done it. */
  readonly telling: readonly SourceLine[];
}

export interface SourceLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}
