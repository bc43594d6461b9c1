import type { SeenTests } from '../seen-tests.js';
import { agree } from '../differences.js';
import { type Company, findCompany } from './find-company.js';
import type { Explanation } from './explanation.js';
import type { Lab } from './lab.js';
import { sharedResource } from './shared-resource.js';

/** A file of which some tests differ. */
export interface DifferingFile extends Company {
  /** The tests that differ, by their keys. */
  readonly tests: readonly string[];
  /** What pytest said of the whole suite, each time. */
  readonly pytest: readonly [SeenTests, ...SeenTests[]];
  readonly steadfast: SeenTests;
  /** Whether Steadfast has the file at all. */
  readonly isDiscovered: boolean;
}

/** Finds out by experiments why a file comes out differently. */
export async function explainFile(subject: DifferingFile, lab: Lab): Promise<Explanation> {
  const { file, tests, pytest, steadfast } = subject;
  const [company, ...repeated] = pytest;
  if (!subject.isDiscovered) return { kind: 'collection', by: 'pytest' };
  if (![...company.values()].some((test) => test.file === file))
    return { kind: 'collection', by: 'steadfast' };
  if (repeated.some((again) => !agree(company, again, tests)))
    return { kind: 'unsteady', seen: 'in-company' };
  const alone = await lab.alone(file);
  if (!agree(alone, await lab.alone(file), tests)) return { kind: 'unsteady', seen: 'alone' };
  if (agree(alone, steadfast, tests)) return findCompany({ ...subject, expected: company, alone }, lab);
  return agree(alone, company, tests) ? examineSteadfast(subject, lab) : { kind: 'unexplained' };
}

/** More runs of the file alone before something else is blamed. */
const REPETITIONS = 3;

/** pytest says the same of the file alone and in company: what does Steadfast do differently? */
async function examineSteadfast(
  { file, tests, pytest: [company], steadfast }: DifferingFile,
  lab: Lab,
): Promise<Explanation> {
  if (agree(await lab.steadfast(file, 'auto'), company, tests)) {
    if (await isFlaky(file, tests, company, lab)) return { kind: 'unsteady', seen: 'alone' };
    const messages = tests.flatMap((test) => steadfast.get(test)?.message ?? []);
    const message = messages.find((text) => text !== '') ?? '';
    return { kind: 'parallel', resource: sharedResource(messages), message };
  }
  const spawned = await lab.steadfast(file, 'spawn');
  return agree(spawned, company, tests) ? { kind: 'prepared' } : { kind: 'runner' };
}

async function isFlaky(
  file: string,
  tests: readonly string[],
  expected: SeenTests,
  lab: Lab,
): Promise<boolean> {
  for (let count = 0; count < REPETITIONS; count++) {
    if (!agree(await lab.alone(file), expected, tests)) return true;
  }
  return false;
}
