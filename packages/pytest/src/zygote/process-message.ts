/** What a process says first on its connection; see `python/PROTOCOL.md`. */
export interface ProcessIdentity {
  /** The number that it was given. */
  readonly id: number;
  readonly pid: number;
}

/** What a zygote says of itself when it is ready. */
export interface ZygoteHello {
  readonly protocol: number;
  readonly python: string;
  readonly pytest: string | null;
  /** Whether attempts may be forked from here. */
  readonly forks: boolean;
  /** Why not. */
  readonly reason: string | null;
  /** The module that is to blame for it, where there is one. */
  readonly culprit: string | null;
  /** What a person should know. */
  readonly notices: readonly string[];
}

/** An attempt has its process. */
export interface WorkerStarted {
  readonly pid: number;
}

/** How the process of an attempt ended. */
export interface WorkerExit {
  readonly exitCode: number | null;
  readonly signal: number | null;
  /** Whether the worker has children now. */
  readonly orphans: boolean;
}
