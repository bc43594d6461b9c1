/** What one way of running a suite says of one test. */
export interface SeenTest {
  readonly outcome: string;
  /** First line, without addresses and temporary paths. */
  readonly message: string;
  /** Which kinds of output were captured, such as `out err`. */
  readonly output: string;
}

/** Tests by `class name::name`; a name that occurs twice in a file gets a number. */
export type SeenTests = ReadonlyMap<string, SeenTest>;

/** Collects tests, and keeps those of the same name apart. */
export class SeenTestsBuilder {
  readonly tests = new Map<string, SeenTest>();

  add(file: string, name: string, test: SeenTest): void {
    let key = `${file} ${name}`;
    for (let copy = 2; this.tests.has(key); copy++) key = `${file} ${name} (${copy})`;
    this.tests.set(key, test);
  }
}

/** What differs from run to run without meaning anything. */
export function steadyMessage(message: string): string {
  return (message.split('\n')[0] ?? '')
    .replace(/0x[0-9a-f]+/gi, '0x0')
    .replace(/(\/tmp|\/var)\/\S+/g, '/tmp')
    .replace(/\b\d+(\.\d+)?(e-?\d+)?\s*(s|ms|seconds?)\b/g, 'some time')
    .trim();
}

/** One line per test of which two ways do not say the same. */
export function differences(name: string, expected: SeenTests, actual: SeenTests): readonly string[] {
  const lines: string[] = [];
  for (const [test, wanted] of expected) {
    const found = actual.get(test);
    if (found === undefined) lines.push(`${name}: ${test}: did not run (plain: ${wanted.outcome})`);
    else if (!isSame(wanted, found))
      lines.push(`${name}: ${test}: ${describe(found)} (plain: ${describe(wanted)})`);
  }
  for (const test of actual.keys()) {
    if (!expected.has(test)) lines.push(`${name}: ${test}: ran here only`);
  }
  return lines;
}

function isSame(a: SeenTest, b: SeenTest): boolean {
  return a.outcome === b.outcome && a.message === b.message && a.output === b.output;
}

function describe({ outcome, message, output }: SeenTest): string {
  return [outcome, JSON.stringify(message), output === '' ? 'no output' : `output: ${output}`].join(', ');
}
