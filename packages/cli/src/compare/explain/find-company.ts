import { agree } from '../differences.js';
import type { SeenTests } from '../seen-tests.js';
import type { Explanation } from './explanation.js';
import type { Lab } from './lab.js';
import { minimise } from './minimise.js';

/** A file among others. */
export interface Company {
  readonly file: string;
  /** All files in the order in which pytest runs them, with this one. */
  readonly order: readonly string[];
  /** Files that were found to influence others: likely to do it again. */
  readonly suspects: readonly string[];
}

/** What is to be reproduced. */
export interface CompanyQuestion extends Company {
  /** The tests that it is about, by their keys. */
  readonly tests: readonly string[];
  /** What they say in company, and alone. */
  readonly expected: SeenTests;
  readonly alone: SeenTests;
}

/** With more tests than these the one among them is not looked for: each step runs a part of them. */
const MOST_TESTS = 200;

/** Finds the fewest other files that make a file come out as it does in company, and what they leave. */
export async function findCompany(question: CompanyQuestion, lab: Lab): Promise<Explanation> {
  const { file, order, tests, expected, suspects } = question;
  const reproduces = async (others: readonly string[]): Promise<boolean> =>
    agree(await lab.together(inOrder(order, others, file)), expected, tests);
  const suspect = await firstThat(
    suspects.filter((path) => path !== file),
    (path) => reproduces([path]),
  );
  const files = suspect === undefined ? await bisect(question, reproduces) : [suspect];
  // Once more, so that chance is not taken for a cause.
  if (files === undefined || !(await reproduces(files))) return { kind: 'company-unknown' };
  const effect = isWorse(expected, question.alone, tests) ? 'breaks' : 'needed';
  const [only] = files;
  if (files.length !== 1 || only === undefined) {
    return { kind: 'company', effect, files, tests: [], left: await lab.stateLeft(files, file) };
  }
  const culprits = await findTests(only, question, lab);
  const left = await lab.stateLeft(culprits.length === 0 ? [only] : culprits, file);
  return { kind: 'company', effect, files, tests: culprits, left };
}

async function bisect(
  { file, order }: Company,
  reproduces: (others: readonly string[]) => Promise<boolean>,
): Promise<readonly string[] | undefined> {
  const before = order.slice(0, order.indexOf(file));
  if (before.length > 0 && (await reproduces(before))) return minimise(before, reproduces);
  // What comes later is imported before the first test runs.
  const others = order.filter((path) => path !== file);
  return (await reproduces(others)) ? minimise(others, reproduces) : undefined;
}

/** The fewest tests of a file that have its effect; none when importing it is enough, or there are too many. */
async function findTests(
  culprit: string,
  { file, order, tests, expected, alone }: CompanyQuestion,
  lab: Lab,
): Promise<readonly string[]> {
  const isBefore = order.indexOf(culprit) < order.indexOf(file);
  const ids = isBefore ? await lab.testIds(culprit) : [];
  if (ids.length < 1 || ids.length > MOST_TESTS) return [];
  const reproduces = async (part: readonly string[]): Promise<boolean> => {
    const seen = await lab.together([...part, file]);
    return agree(seen, expected, tests) && !agree(seen, alone, tests);
  };
  return (await reproduces(ids)) ? minimise(ids, reproduces) : [];
}

function inOrder(order: readonly string[], others: readonly string[], file: string): readonly string[] {
  const wanted = new Set([...others, file]);
  return order.filter((path) => wanted.has(path));
}

function isWorse(company: SeenTests, alone: SeenTests, tests: readonly string[]): boolean {
  return tests.some((test) => isProblem(company, test) && !isProblem(alone, test));
}

function isProblem(seen: SeenTests, test: string): boolean {
  return ['failed', 'error'].includes(seen.get(test)?.outcome ?? 'error');
}

async function firstThat<Item>(
  items: readonly Item[],
  holds: (item: Item) => Promise<boolean>,
): Promise<Item | undefined> {
  for (const item of items) if (await holds(item)) return item;
  return undefined;
}
