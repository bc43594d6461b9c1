import { isTestKey, type SeenTest, type SeenTests } from './seen-tests.js';

/** A test of which plain pytest and Steadfast do not say the same; absent where it did not run. */
export interface Difference {
  readonly isolation: string;
  readonly file: string;
  readonly test: string;
  readonly plain: SeenTest | undefined;
  readonly found: SeenTest | undefined;
}

const ASPECTS = ['outcome', 'message', 'output'] as const;

/** Every test that differs. */
export function differences(isolation: string, plain: SeenTests, found: SeenTests): readonly Difference[] {
  return [...new Set([...plain.keys(), ...found.keys()])].flatMap((test) => {
    const pair = { plain: plain.get(test), found: found.get(test) };
    const file = (pair.plain ?? pair.found)?.file ?? '';
    return differingAspects(pair.plain, pair.found).length === 0 ? [] : [{ isolation, file, test, ...pair }];
  });
}

/** Whether repeated plain runs differ from the first one in all that the difference is about. */
export function isUnsteady({ test, plain, found }: Difference, again: readonly SeenTests[]): boolean {
  const unsteady = new Set(again.flatMap((tests) => differingAspects(plain, tests.get(test))));
  return differingAspects(plain, found).every((aspect) => unsteady.has(aspect));
}

/** Whether two ways give some tests the same outcomes; a test that neither ran counts as the same. */
export function agree(a: SeenTests, b: SeenTests, tests: readonly string[]): boolean {
  return tests.every((test) => a.get(test)?.outcome === b.get(test)?.outcome);
}

/** The tests alone: one process for many files has no exit code for each. */
export function withoutExitCodes(seen: SeenTests): SeenTests {
  return new Map([...seen].filter(([key]) => isTestKey(key)));
}

function differingAspects(a: SeenTest | undefined, b: SeenTest | undefined): readonly string[] {
  if (a === undefined && b === undefined) return [];
  if (a === undefined || b === undefined) return ['presence'];
  return ASPECTS.filter((aspect) => a[aspect] !== b[aspect]);
}

export function describeDifference({ isolation, test, plain, found }: Difference): string {
  return `${isolation}: ${test}: ${describeTest(found)} (plain: ${describeTest(plain)})`;
}

function describeTest(test: SeenTest | undefined): string {
  if (test === undefined) return 'did not run';
  const { outcome, message, output } = test;
  return [outcome, JSON.stringify(message), output === '' ? 'no output' : `output: ${output}`].join(', ');
}
