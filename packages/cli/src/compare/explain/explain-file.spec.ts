import { describe, expect, it } from 'vitest';
import type { SeenTest, SeenTests } from '../seen-tests.js';
import { explainFile } from './explain-file.js';
import type { Lab } from './lab.js';

const FILE = 'test_b.py';
const KEY = `${FILE} test_b::test_it`;

function seen(outcome: string, message = ''): SeenTests {
  const test: SeenTest = { file: FILE, outcome, message, output: '' };
  return new Map([[KEY, test]]);
}

const STATE = { kind: 'module attribute', name: 'shop.DEBUG', before: 'False', after: 'True' };

/** A laboratory whose experiments end as told; each asks at most so often as a real one would. */
function lab(told: Partial<Lab>): Lab {
  return {
    alone: () => Promise.resolve(seen('passed')),
    together: () => Promise.resolve(seen('passed')),
    steadfast: () => Promise.resolve(seen('passed')),
    testIds: () => Promise.resolve([]),
    stateLeft: () => Promise.resolve([STATE]),
    ...told,
  };
}

function explain(
  pytest: readonly [SeenTests, ...SeenTests[]],
  steadfast: SeenTests,
  told: Partial<Lab>,
  isDiscovered = true,
) {
  const order = ['test_a.py', 'test_aa.py', FILE, 'test_c.py'];
  return explainFile(
    { file: FILE, order, suspects: [], tests: [KEY], pytest, steadfast, isDiscovered },
    lab(told),
  );
}

describe('a difference is explained', () => {
  it('by a file that breaks it, with its test and what it left', async () => {
    const explanation = await explain([seen('failed')], seen('passed'), {
      together: (words) =>
        Promise.resolve(seen(words.some((word) => /^test_a.py($|::sets)/.test(word)) ? 'failed' : 'passed')),
      testIds: () => Promise.resolve(['test_a.py::other', 'test_a.py::sets', 'test_a.py::more']),
    });
    expect(explanation).toEqual({
      kind: 'company',
      effect: 'breaks',
      files: ['test_a.py'],
      tests: ['test_a.py::sets'],
      left: [STATE],
    });
  });

  it('by two files that it needs, one of which is only imported', async () => {
    const explanation = await explain([seen('passed')], seen('failed'), {
      alone: () => Promise.resolve(seen('failed')),
      together: (words) =>
        Promise.resolve(
          seen(words.includes('test_aa.py') && words.includes('test_c.py') ? 'passed' : 'failed'),
        ),
    });
    expect(explanation).toMatchObject({ effect: 'needed', files: ['test_aa.py', 'test_c.py'], tests: [] });
  });

  it('by company that cannot be had again', async () => {
    expect(await explain([seen('failed')], seen('passed'), {})).toEqual({ kind: 'company-unknown' });
  });

  it('by pytest, which differs from itself', async () => {
    expect(await explain([seen('failed'), seen('passed')], seen('passed'), {})).toEqual({
      kind: 'unsteady',
      seen: 'in-company',
    });
    let count = 0;
    const alone = () => Promise.resolve(seen(count++ % 2 === 0 ? 'passed' : 'failed'));
    expect(await explain([seen('passed')], seen('failed'), { alone })).toEqual({
      kind: 'unsteady',
      seen: 'alone',
    });
    count = -2;
    const rarely = () => Promise.resolve(seen(count++ === 1 ? 'failed' : 'passed'));
    expect(await explain([seen('passed')], seen('failed'), { alone: rarely })).toEqual({
      kind: 'unsteady',
      seen: 'alone',
    });
  });

  it.each([
    ['OSError: [Errno 98] Address already in use', 'port'],
    ['sqlite3.OperationalError: database is locked', 'database'],
    ["FileExistsError: [Errno 17] File exists: '/tmp/x'", 'file'],
    ['assert 1 == 2', undefined],
  ])('by what it shares with files beside it: %s', async (message, resource) => {
    expect(await explain([seen('passed')], seen('failed', message), {})).toEqual({
      kind: 'parallel',
      resource,
      message,
    });
  });

  it('by the fork, or by Steadfast', async () => {
    const forked: Partial<Lab> = {
      steadfast: (_, isolation) => Promise.resolve(seen(isolation === 'spawn' ? 'passed' : 'failed')),
    };
    expect(await explain([seen('passed')], seen('failed'), forked)).toEqual({ kind: 'prepared' });
    const always: Partial<Lab> = { steadfast: () => Promise.resolve(seen('failed')) };
    expect(await explain([seen('passed')], seen('failed'), always)).toEqual({ kind: 'runner' });
  });

  it('by who collects the file', async () => {
    expect(await explain([seen('passed')], new Map(), {}, false)).toEqual({
      kind: 'collection',
      by: 'pytest',
    });
    expect(await explain([new Map()], seen('passed'), {})).toEqual({ kind: 'collection', by: 'steadfast' });
  });

  it('not at all where three ways give three results', async () => {
    const alone = () => Promise.resolve(seen('skipped'));
    expect(await explain([seen('passed')], seen('failed'), { alone })).toEqual({ kind: 'unexplained' });
  });
});
