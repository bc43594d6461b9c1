import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, parseCommandLine } from './command-line.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'steadfast-words-'));
  mkdirSync(join(directory, 'tests'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const parse = (...words: readonly string[]): CommandLine => parseCommandLine(words, directory);

/** What pytest would be given, options first. */
function passedOn({ pytest }: CommandLine): readonly string[] {
  return [...pytest.options.flatMap(({ words }) => words), ...pytest.paths];
}

function own({ options }: CommandLine): readonly string[] {
  return options.map(({ option, value }) => `${option}=${value ?? ''}`);
}

describe('parseCommandLine', () => {
  it('takes the first word for the subcommand only when it is one', () => {
    expect(parse('plan', 'tests').command).toBe('plan');
    expect(parse('tests', 'plan')).toMatchObject({ command: 'run', pytest: { paths: ['tests', 'plan'] } });
    expect(parse('run', 'plan')).toMatchObject({ command: 'run', pytest: { paths: ['plan'] } });
  });

  it.each([
    [['-j', '4'], ['jobs=4']],
    [['-j4'], ['jobs=4']],
    [['-j=4'], ['jobs=4']],
    [['--jobs=auto'], ['jobs=auto']],
    [['-x'], ['maxfail=1']],
    [['--exitfirst'], ['maxfail=1']],
    [['--junit-xml', 'a.xml'], ['junitxml=a.xml']],
    [['--events', '-'], ['events=-']],
    [['--jobs'], ['jobs=']],
    [
      ['--jobs', '--record', 'r'],
      ['jobs=', 'record=r'],
    ],
    [['--jobs', '-1'], ['jobs=-1']],
    [['-h'], ['help=true']],
    [['--trace', 'out/trace.json'], ['trace=out/trace.json']],
  ])('knows %j as its own', (words, expected) => {
    const line = parse(...words);
    expect(own(line)).toEqual(expected);
    expect(passedOn(line)).toEqual([]);
  });

  it('knows its own --trace from that of pytest by the file', () => {
    const line = parse('--trace', 'tests/test_a.py');
    expect(own(line)).toEqual([]);
    expect(passedOn(line)).toEqual(['--trace', 'tests/test_a.py']);
  });

  it.each([
    [['-k', 'a or b']],
    [['-k', '-x']],
    [['-kfoo', '-mslow']],
    [['-p', 'no:randomly', '-p', 'x']],
    [['-o', 'a=b', '-W', 'error', '-c', 'other.ini', '-rA']],
    [['--tb=short', '--tb', 'short', '--deselect', 'tests/a.py::b']],
    [['--cov', 'pkg', '--cov-report=html', '--cov-report', 'term']],
    [['-n', '4', '--dist', 'loadfile']],
    [['--lf', '-s', '-vv']],
  ])('passes %j on, and takes no value for a path', (words) => {
    const line = parse(...words);
    expect(line.pytest.paths).toEqual([]);
    expect(passedOn(line).join(' ').replace('-v -v', '-vv')).toBe(words.join(' '));
    expect(own(line)).toEqual([]);
  });

  it.each([
    [['help'], 'run'],
    [['help', 'plan'], 'plan'],
  ] as const)('takes %j as a wish for help', (words, command) => {
    const line = parseCommandLine(words, '/');
    expect(line.command).toBe(command);
    expect(line.options.map(({ option }) => option)).toEqual(['help']);
  });

  it('takes a cluster of letters apart', () => {
    const line = parse('-xvsk', 'expr', '-qj2');
    expect(own(line)).toEqual(['maxfail=1', 'jobs=2']);
    expect(passedOn(line)).toEqual(['-v', '-s', '-k', 'expr', '-q']);
  });

  it('gives pytest all that stands behind --, also what Steadfast would know', () => {
    const line = parse('-x', 'tests', '--', '-x', '--maxfail', '3', '-k', 'a', 'b.py', '--', '-odd.py');
    expect(own(line)).toEqual(['maxfail=1']);
    expect(line.pytest.options.map(({ name, value }) => [name, value])).toEqual([
      ['--exitfirst', undefined],
      ['--maxfail', '3'],
      ['-k', 'a'],
    ]);
    expect(line.pytest.paths).toEqual(['tests', 'b.py', '-odd.py']);
  });

  describe('with an option that nobody knows', () => {
    it.each([
      [['--env', 'staging'], [], 'staging'],
      [['--env=staging', 'tests'], ['tests'], 'staging'],
      [['--slow', 'tests'], ['tests'], undefined],
      [['--slow', 'gone.py'], ['gone.py'], undefined],
      [['--slow', 'gone::test_it'], ['gone::test_it'], undefined],
      [['--slow', '-v'], [], undefined],
      [['-Z', 'x'], [], 'x'],
      [['-Zx', 'y'], ['y'], undefined],
    ])('understands %j', (words, paths, value) => {
      const { pytest } = parse(...words);
      expect(pytest.paths).toEqual(paths);
      expect(pytest.options[0]?.value).toBe(value);
    });

    it('says what it guessed, and which option of its own is near', () => {
      expect(parse('--env', 'staging').notices).toEqual([
        'staging was taken as the value of --env; write --env=staging to be sure',
      ]);
      expect(parse('--env=staging').notices).toEqual([]);
      expect(parse('--job=3').notices).toEqual([
        'unknown option --job, passed to pytest; did you mean --jobs?',
      ]);
      expect(parse('--recrod', 'tests').notices).toEqual([
        'unknown option --recrod, passed to pytest; did you mean --record?',
      ]);
    });
  });

  it('reads words from @FILE, one per line', () => {
    writeFileSync(join(directory, 'words'), '-k\na or b\n--jobs=3\n');
    const line = parse('@words', 'tests');
    expect(own(line)).toEqual(['jobs=3']);
    expect(passedOn(line)).toEqual(['-k', 'a or b', 'tests']);
    expect(() => parse('@gone')).toThrow('@gone: the file with arguments cannot be read: ENOENT');
  });

  it('refuses options that the subcommand does not have', () => {
    expect(() => parse('merge', '--jobs', '2')).toThrow('--jobs is not an option of steadfast merge');
    expect(() => parse('merge', '--recrod', 'x')).toThrow(
      '--recrod is not an option of steadfast merge; did you mean --record?',
    );
  });
});
