import { describe, expect, it } from 'vitest';
import {
  type ArgumentOrigin,
  joinArguments,
  NO_ARGUMENTS,
  type PytestArguments,
  readAddedArguments,
} from '../arguments/pytest-arguments.js';
import { DEFAULT_SETTINGS } from '../configuration/pytest-settings.js';
import { showsOnly, takeOver, type WholeRun, type WholeRunRequest } from './whole-run.js';

function read(text: string, origin: ArgumentOrigin): PytestArguments {
  return readAddedArguments(text, origin, origin, () => false);
}

interface Given {
  readonly addopts?: string;
  readonly variable?: string;
  readonly line?: string;
  readonly options?: Partial<WholeRunRequest['options']>;
}

function take({ addopts = '', variable = '', line = '', options }: Given): WholeRun {
  const given = line === '' ? NO_ARGUMENTS : read(line, 'command line');
  const all = joinArguments(read(addopts, 'addopts'), read(variable, 'PYTEST_ADDOPTS'), given);
  return takeOver({
    directory: '/project',
    configuration: { rootDirectory: '/project', file: undefined, settings: DEFAULT_SETTINGS, arguments: all },
    given,
    options: { junitxml: undefined, maxfail: 0, retries: 0, ...options },
  });
}

describe('what attempts are told', () => {
  it('is what the user gave, where nothing means the whole run', () => {
    expect(take({ addopts: '-ra -p no:foo', variable: '-q', line: "-k 'a or b' -v" }).words).toEqual({
      options: ['-k', 'a or b', '-v'],
    });
  });

  it('leaves out what is done for the whole run, wherever it was given', () => {
    const { words } = take({
      addopts: "-ra --junitxml=out.xml -m 'not slow'",
      variable: '--durations=5 -q',
      line: '--basetemp=tmp -v',
    });
    expect(words).toEqual({
      options: ['-v', '-o', "addopts=-ra -m 'not slow'"],
      pytestAddopts: '-q',
    });
  });

  it('leaves it out of `-o addopts=...`, too, of which the last one counts', () => {
    expect(take({ addopts: '-ra -x', line: "-o 'addopts=-ra -x'" }).words.options).toEqual([
      ...['-o', 'addopts=-ra -x'],
      ...['-o', 'addopts=-ra'],
      '--maxfail=1',
    ]);
  });

  it('leaves paths that addopts adds where they are: attempts run other ones, but with the conftests of these', () => {
    expect(take({ addopts: '-ra tests', line: 'tests/test_a.py' }).words.options).toEqual([]);
    expect(take({ addopts: '-x tests --opt', line: '' }).words.options).toEqual([
      '-o',
      'addopts=tests --opt',
      '--maxfail=1',
    ]);
  });

  it('ends an attempt after as many failures as end the run', () => {
    expect(take({ options: { maxfail: 2 } }).words.options).toEqual(['--maxfail=2']);
    expect(take({ addopts: '-x' }).words.options).toEqual(['-o', 'addopts=', '--maxfail=1']);
  });

  it('ends no attempt early whose failed tests are to run again', () => {
    expect(take({ options: { maxfail: 2, retries: 1 } }).words.options).toEqual([]);
  });
});

describe('what means the whole run', () => {
  it('counts in addopts and PYTEST_ADDOPTS as on the command line, which wins', () => {
    expect(take({ addopts: '--junitxml=a.xml -x', variable: '--junit-xml b.xml --maxfail=3' })).toMatchObject(
      {
        junitxml: '/project/b.xml',
        maxfail: 3,
      },
    );
    const options = { junitxml: '/elsewhere/c.xml', maxfail: 7 };
    expect(take({ addopts: '--junitxml=a.xml -x', options })).toMatchObject(options);
  });

  it.each(['--collect-only', '--co -q', '--markers', '--cache-show', '--fixtures', '--setup-plan'])(
    '%s only shows something',
    (line) => {
      expect(showsOnly(read(line, 'command line'))).toBe(true);
      expect(showsOnly(read(line, 'addopts'))).toBe(true);
    },
  );

  it('has the slowest tests, by default those that take 5 ms', () => {
    expect(take({ line: '-q' }).durations).toBeUndefined();
    expect(take({ line: '--durations=10' }).durations).toEqual({ count: 10, minimumMs: 5 });
    expect(take({ line: '--durations=0 --durations-min=1.5' }).durations).toEqual({
      count: 0,
      minimumMs: 1500,
    });
    expect(take({ line: '-vv --durations=3' }).durations).toEqual({ count: 3, minimumMs: 0 });
    expect(() => take({ addopts: '--durations=many' })).toThrow(
      '--durations many (addopts): must be a whole number',
    );
    expect(() => take({ line: '--durations=1 --durations-min=x' })).toThrow(
      '--durations-min must be a number',
    );
  });
});

describe('pytest-xdist', () => {
  it.each([
    '-n 4',
    '-n4',
    '--numprocesses=4',
    '-n auto --dist loadfile',
    '--tx 3*popen -d',
    '--dist=loadfile',
  ])('%s is left out with a message', (addopts) => {
    const { words, notices } = take({ addopts });
    expect(words.options).toEqual(['-o', 'addopts=']);
    expect(notices.join()).toMatch(/\(addopts\) is left out: Steadfast itself runs the files in parallel/);
  });

  it('has its number of processes suggested as the number of files', () => {
    expect(take({ line: '-n 4' }).notices.join()).toContain('; -j 4 runs as many files at a time');
    expect(take({ line: '-n auto' }).notices.join()).not.toContain('-j');
  });

  it.each(['-n 0', '-n 0 --dist loadfile', '--dist no'])(
    '%s starts nothing, and is left out silently',
    (line) => {
      expect(take({ line })).toMatchObject({ words: { options: [] }, notices: [] });
    },
  );
});

it.each(['--benchmark-autosave', '--benchmark-save=x', '--picked', '--csv out.csv', '--store-durations'])(
  'refuses %s, and says what to do',
  (addopts) => {
    expect(() => take({ addopts })).toThrow(/\(addopts\): every test file has its own pytest, .*: .+/);
  },
);

it("takes pytest-html's report over", () => {
  expect(take({ addopts: '--html=out.html --self-contained-html' })).toMatchObject({
    html: '/project/out.html',
    words: { options: ['-o', 'addopts='] },
  });
});
