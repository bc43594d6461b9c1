import type { Adapter } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { RunEventBody } from '../events.js';
import type { RunPolicy } from '../policy.js';
import type { FileStat } from '../presence/file-stat.js';
import type { OomKillCount } from '../process/oom-kills.js';
import type { ProcessSupervisor } from '../process/process-supervisor.js';
import type { RandomSource } from '../retry/backoff.js';
import type { FairShare } from '../schedule/parts-of.js';
import type { Tree } from '../tree/tree.js';
import type { Cancellation } from './cancellation.js';
import type { ExtensionPhases } from './extension-phases.js';
import type { LiveAttempt } from './live-attempt.js';
import type { RerunBudget } from './rerun-budget.js';
import type { RunDirectories } from './run-directories.js';

/** What the projects of a run share. */
export interface RunServices {
  readonly clock: Clock;
  readonly stat: FileStat;
  readonly random: RandomSource;
  readonly supervisor: ProcessSupervisor;
  readonly oomKills: OomKillCount;
}

/** What every part of a project's run shares. */
export interface ProjectContext extends RunServices {
  readonly runId: string;
  readonly directories: RunDirectories;
  readonly adapter: Adapter;
  readonly policy: RunPolicy;
  readonly cancellation: Cancellation;
  readonly extensions: ExtensionPhases;
  readonly reruns: RerunBudget;
  readonly live: Map<string, LiveAttempt>;
  readonly emit: (event: RunEventBody) => void;
  /** Whether a file that waits for what it needs leaves its slot to the next one, which is claimed for it. */
  readonly waitsWithoutSlot: boolean;
  readonly nextAttemptId: () => string;
  readonly tree: Tree;
  /** What a slot has to do in the run, for files that are split where they take longer. */
  readonly fairShare: FairShare;
}
