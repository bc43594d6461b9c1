/** What goes into a JUnit report besides the outcomes. */
export interface JunitOptions {
  readonly suiteName: string;
  /** Prefix of the types of skipped tests: `pytest` gives `pytest.skip` and `pytest.xfail`. */
  readonly runner: string;
  /** Absent: test cases have no `file` and `line`, which Surefire's and Jenkins' schemas do not know. */
  readonly location?: {
    /** The number of a file's first line. */
    readonly firstLine: 0 | 1;
  };
  /** What of the captured output becomes `system-out` and `system-err` of the test cases. */
  readonly output: readonly CapturedKind[];
  /** Whether tests that passed have output too. */
  readonly outputOfPassed: boolean;
  /** Whether test cases have the attributes that tests gave them, whatever their names; else only those that they have anyway. */
  readonly anyAttributes?: boolean;
  readonly hostname?: string;
}

export type CapturedKind = 'log' | 'out' | 'err';

export const DEFAULT_JUNIT_OPTIONS: JunitOptions = {
  suiteName: 'steadfast',
  runner: 'test',
  output: ['log', 'out', 'err'],
  outputOfPassed: false,
};
