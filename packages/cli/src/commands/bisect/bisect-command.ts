import { type Cancellation, EXIT_CODE } from '@steadfast/core';
import { pathOfNodeId, UsageError } from '@steadfast/pytest';
import { agree } from '../../compare/differences.js';
import type { Explanation } from '../../compare/explain/explanation.js';
import { explanationText } from '../../compare/explain/explanation-text.js';
import { findCompany } from '../../compare/explain/find-company.js';
import { createLab, type Lab } from '../../compare/explain/lab.js';
import { isTestKey, type SeenTests } from '../../compare/seen-tests.js';
import type { ProjectRequest } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { readSuite } from '../try/read-suite.js';
import { notify } from '../notify.js';

/** `steadfast bisect`: finds the files whose tests change the results of another one that runs after them. */
export async function bisectCommand(
  request: ProjectRequest,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const [target, ...company] = request.given.paths;
  if (target === undefined)
    throw new UsageError('steadfast bisect needs a test file: steadfast bisect TESTFILE [PATH ...]');
  // The first word is what the question is about; the others, or all there is, are the company.
  const given = { ...request.given, paths: company.length === 0 ? [] : [target, ...company] };
  const { suite, rootDirectory } = await readSuite({ ...request, given }, context, cancellation.stopping);
  const file = pathOfNodeId(target).replace(/^\.\//, '');
  if (!suite.files.includes(file)) throw new UsageError(`${target}: not a test file of this suite`);
  const { stdout } = context;
  const tell = (what: string): void => {
    notify(context, what);
  };
  try {
    const explanation = await explain(file, suite.files, createLab(suite, rootDirectory), tell);
    if (explanation === undefined) {
      stdout.write(`${file} gives the same results alone and after ${otherFiles(suite.files)}.\n`);
      return EXIT_CODE.passed;
    }
    const { finding, details, advice } = explanationText(explanation);
    stdout.write([file, ...[finding, ...details, advice].map((line) => `  ${line}`), ''].join('\n'));
    return EXIT_CODE.failed;
  } catch (error) {
    if (!cancellation.stopping.aborted) throw error;
    tell('interrupted; nothing was found yet');
    return EXIT_CODE.interrupted;
  }
}

/** `undefined` when there is nothing to explain. */
async function explain(
  file: string,
  files: readonly string[],
  lab: Lab,
  tell: (what: string) => void,
): Promise<Explanation | undefined> {
  tell(`${file} alone, twice`);
  const alone = await lab.alone(file);
  const all = (seen: SeenTests): readonly string[] =>
    [...seen].flatMap(([key, test]) => (isTestKey(key) && test.file === file ? key : []));
  if (!agree(alone, await lab.alone(file), all(alone))) return { kind: 'unsteady', seen: 'alone' };
  tell(`${file} with ${otherFiles(files)}`);
  const expected = await lab.together(files);
  const tests = [...new Set([...all(alone), ...all(expected)])].filter(
    (key) => !agree(alone, expected, [key]),
  );
  if (tests.length === 0) return undefined;
  tell(`${tests.length} of its tests come out differently: looking for the files that matter`);
  // pytest runs files in the order in which it collects them.
  const order = [...new Set([...expected.values()].map((test) => test.file))];
  return findCompany(
    { file, order: [...new Set([...order, ...files])], suspects: [], tests, expected, alone },
    lab,
  );
}

function otherFiles({ length }: readonly string[]): string {
  return length === 2 ? '1 other file' : `${length - 1} other files`;
}
