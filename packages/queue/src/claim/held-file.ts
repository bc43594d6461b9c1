import type { TestFile } from '@steadfast/core';
import type { Job } from 'bullmq';
import type { Opinion } from './second-opinion.js';

/** `settling`: its verdict is on the way, and whatever is heard of its lease no longer matters. */
export type HeldState = 'waiting' | 'running' | 'settling' | 'over';

/** A file that this node took from the queue. */
export interface HeldFile {
  readonly file: TestFile;
  readonly job: Job;
  /** Names this claim among all claims of the build. */
  readonly claim: string;
  /** What other nodes said of it. */
  readonly earlier: readonly Opinion[];
  readonly lost: AbortController;
  state: HeldState;
}

/** The id of a held file's job. */
export function jobIdOf({ job }: HeldFile): string {
  if (job.id === undefined) throw new Error('BullMQ handed out a job without an id.');
  return job.id;
}
