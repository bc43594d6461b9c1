import type { Adapter } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { RunEventBody } from '../events.js';
import type { RunPolicy } from '../policy.js';
import type { FileStat } from '../presence/file-stat.js';
import type { BoundedOutput } from '../process/bounded-output.js';
import type { OomKillCount } from '../process/oom-kills.js';
import type { ProcessSupervisor } from '../process/process-supervisor.js';
import type { RandomSource } from '../retry/backoff.js';
import type { TestFile } from '../test-file.js';
import type { Tree } from '../tree/tree.js';
import type { AttemptDirectories } from './attempt-directories.js';
import type { Cancellation } from './cancellation.js';

/** An attempt that runs now, as a live view wants to see it. */
export interface LiveAttempt {
  readonly file: TestFile;
  readonly output: BoundedOutput;
  readonly startedAt: number;
}

/** What every part of a run shares. */
export interface RunContext {
  readonly runId: string;
  readonly directories: AttemptDirectories;
  readonly adapter: Adapter;
  readonly policy: RunPolicy;
  readonly clock: Clock;
  readonly stat: FileStat;
  readonly random: RandomSource;
  readonly supervisor: ProcessSupervisor;
  readonly oomKills: OomKillCount;
  readonly cancellation: Cancellation;
  readonly live: Map<string, LiveAttempt>;
  readonly emit: (event: RunEventBody) => void;
  readonly nextAttemptId: () => string;
  /** Takes one of the run's rerun places for a file; false when they are used up. */
  readonly claimRerun: (file: TestFile) => boolean;
  readonly tree: Tree;
}
