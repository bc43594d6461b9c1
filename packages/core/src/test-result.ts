/** How one test ended in one attempt. */
export type TestOutcome = 'passed' | 'failed' | 'error' | 'skipped' | 'xfailed' | 'xpassed';

/** Text that a test wrote, by the place where it was captured. */
export interface CapturedSection {
  /** The runner's own title, such as `Captured stdout call`. */
  readonly title: string;
  readonly text: string;
}

/** A test that has not run yet. */
export type CollectedTest = Pick<TestResult, 'id' | 'className' | 'name' | 'location'>;

/** One test of one attempt. */
export interface TestResult {
  /** The id that runs exactly this test again. */
  readonly id: string;
  readonly outcome: TestOutcome;
  /** Set-up, call and tear-down together. */
  readonly durationMs: number;
  /** One line: the assertion, the exception or the reason of a skip. */
  readonly message?: string;
  /** The traceback as the test runner shows it on a terminal, colours included. */
  readonly traceback?: string;
  /** The phase that failed, when it was not the test's own body. */
  readonly phase?: 'collect' | 'setup' | 'call' | 'teardown';
  readonly sections?: readonly CapturedSection[];
  /** `classname` and `name` as the runner's own JUnit report has them. */
  readonly className: string;
  readonly name: string;
  /** Where the test is defined: path relative to the run's root, and 1-based line. */
  readonly location?: { readonly file: string; readonly line: number };
  /** What the test recorded about itself (`record_property` in pytest). */
  readonly properties?: readonly (readonly [name: string, value: string])[];
  /** Attributes that the test gave its case in a JUnit report (`record_xml_attribute` in pytest). */
  readonly attributes?: readonly (readonly [name: string, value: string])[];
}

// eslint-disable-next-line no-control-regex
const STYLE = /\x1b\[[\d;:]*m/g;

/** The traceback of a test for where colours cannot be shown. */
export function plainTraceback({ traceback }: Pick<TestResult, 'traceback'>): string | undefined {
  return traceback?.replace(STYLE, '');
}
