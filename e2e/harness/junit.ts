import { readFileSync } from 'node:fs';

/** A test case of a JUnit report: what the outcome is, and how the test is named. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  /** Absent where the report has no such attribute. */
  readonly file: string | undefined;
  readonly line: string | undefined;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** Everything between its tags. */
  readonly content: string;
}

/** Reads the test cases of a report, sorted by their names. */
export function readJunit(path: string): readonly JunitCase[] {
  const xml = readFileSync(path, 'utf8');
  const cases = [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(
    ([, attributes = '', content = '']): JunitCase => ({
      classname: attribute(attributes, 'classname') ?? '',
      name: attribute(attributes, 'name') ?? '',
      file: attribute(attributes, 'file'),
      line: attribute(attributes, 'line'),
      outcome: (/<(failure|error|skipped)[ >/]/.exec(content)?.[1] ?? 'passed') as JunitCase['outcome'],
      content,
    }),
  );
  return cases.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ classname, name }: JunitCase): string {
  return `${classname} ${name}`;
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
  return value?.replaceAll(
    /&(?:#(\d+)|(\w+));/g,
    (_, code: string | undefined, entity: string | undefined) =>
      code === undefined ? (ENTITIES[entity ?? ''] ?? '') : String.fromCodePoint(Number(code)),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
