/** What one way of running a suite says of one test, or of a file as a whole. */
export interface SeenTest {
  readonly file: string;
  readonly outcome: string;
  /** First line of the assertion, the error or the reason, without addresses and temporary paths. */
  readonly message: string;
  /** Which kinds of output were captured, such as `out log`. */
  readonly output: string;
}

/** Tests by `file class name::name`; a name that occurs twice in a file gets a number. */
export type SeenTests = ReadonlyMap<string, SeenTest>;

/** Collects tests, and keeps those of the same name apart. */
export class SeenTestsBuilder {
  readonly tests = new Map<string, SeenTest>();

  add(name: string, test: SeenTest): void {
    let key = `${test.file} ${name}`;
    for (let copy = 2; this.tests.has(key); copy++) key = `${test.file} ${name} (${copy})`;
    this.tests.set(key, test);
  }

  /** How the process ended counts like a test: it may end wrongly without any test that says so. */
  addExit(file: string, exitCode: number | undefined): void {
    this.add('(exit code)', { file, outcome: String(exitCode), message: '', output: '' });
  }
}

/** Whether a key is a test's, and not the exit code of a file. */
export function isTestKey(key: string): boolean {
  return !key.endsWith(' (exit code)');
}

/** How many of them are tests. */
export function countTests(seen: SeenTests): number {
  return [...seen.keys()].filter(isTestKey).length;
}

/** What differs from run to run without meaning anything. */
export function steadyMessage(message: string): string {
  return (message.trim().split('\n')[0] ?? '')
    .replace(/0x[0-9a-f]+/gi, '0x0')
    .replace(/(\/tmp|\/var)\/\S+/g, '/tmp')
    .replace(/\b\d+(\.\d+)?(e-?\d+)?\s*(s|ms|seconds?)\b/g, 'some time')
    .trim();
}

const MARKED = /^E\s+/;

/** Whether a traceback is one of Python code; others, of doctests for one, have no line that is marked as error. */
export function hasMarkedError(traceback: string): boolean {
  return traceback.split('\n').some((line) => MARKED.test(line));
}

/** The line of a traceback that says what is wrong: the first that pytest marks as error, else the last. */
export function problemLine(traceback: string): string {
  const lines = traceback.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => MARKED.test(line)) ?? lines.at(-1) ?? '').replace(MARKED, '');
}
