/** A warning of a test session, told once however many tests caused it. */
export interface SessionWarning {
  /** Such as `DeprecationWarning`. */
  readonly category: string;
  readonly message: string;
  /** Where it was raised: relative to the run's root where it lies below. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly count: number;
  /** Ids of tests that caused it, the first ones of many. */
  readonly tests: readonly string[];
}

/** What a session said besides the results of its tests. */
export interface SessionNotes {
  /** Tests that were collected and left out, as with `-k`. */
  readonly deselected?: number;
  readonly warnings?: readonly SessionWarning[];
  /** What tests recorded about the suite as a whole (`record_testsuite_property` in pytest). */
  readonly suiteProperties?: readonly (readonly [name: string, value: string])[];
  /** What plugins wrote at the end of the session. */
  readonly said?: string;
}
