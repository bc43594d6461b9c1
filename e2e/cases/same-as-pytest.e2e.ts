import { describe, expect, it } from 'vitest';
import { type Case, withPytest, withSteadfast } from './case-results.js';

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
];

describe.each(CASES)('$project $words: $fault', (each) => {
  it('has the results of plain pytest', async () => {
    const plain = await withPytest(each);
    for (const isolation of ['auto', 'spawn'] as const) {
      const { run, ...found } = await withSteadfast(each, isolation);
      expect(found, run.output).toEqual(plain);
    }
  });
});
