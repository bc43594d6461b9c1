/** What a worker says of itself when it is ready; see `python/PROTOCOL.md`. */
export interface WorkerHello {
  readonly protocol: number;
  readonly pid: number;
  readonly python: string;
  readonly pytest: string | null;
  readonly warm: boolean;
  /** Why attempts are not forked warm. */
  readonly reason: string | null;
  /** What a person should know about the zygote. */
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
