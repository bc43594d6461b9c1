import { describe, expect, it } from 'vitest';
import { pythonWithReportingPlugins } from '../harness/python-environment.js';
import { type Case, withPytest, withSteadfast } from './case-results.js';

const PYTHON = pythonWithReportingPlugins();

/** What each was: the fault that somebody met when pytest ran in parallel. */
const CASES: readonly (Case & { readonly fault: string })[] = [
  {
    project: 'nargsq',
    words: ['tests', '--update-golden'],
    fault: 'an option with an optional value takes the file',
  },
  {
    project: 'nargsq',
    words: ['--update-golden=x', 'tests/test_a.py'],
    fault: 'one file is named, and all run',
  },
  { project: 'opts2', words: [], fault: 'a conftest of another argument has the options and settings' },
  {
    project: 'opts2',
    words: ['--runslow'],
    fault: 'a conftest of another argument has the option that is given',
  },
  { project: 'mono2', words: [], fault: 'a nested configuration replaces that of the run' },
  {
    project: 'mono2',
    words: ['packages/alpha'],
    fault: 'the configuration of the named folder is that of the run',
  },
  {
    project: 'mono2',
    words: ['packages/alpha', 'packages/beta'],
    fault: 'folders with configurations of their own share one',
  },
  {
    project: 'pyargsp',
    words: ['--pyargs', 'mypkg.tests'],
    fault: 'a package on the setting pythonpath is not found',
  },
  { project: 'yamlcoll', words: [], python: PYTHON, fault: 'what a conftest collects is dropped' },
];

describe.each(CASES)('$project $words: $fault', (each) => {
  it.skipIf('python' in each && each.python === undefined)('has the results of plain pytest', async () => {
    const plain = await withPytest(each);
    for (const isolation of ['auto', 'spawn'] as const) {
      const { run, ...found } = await withSteadfast(each, isolation);
      expect(found, run.output).toEqual(plain);
    }
  });
});
