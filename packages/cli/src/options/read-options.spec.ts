import { UsageError } from '@steadfast/pytest';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { isConfigurable, longName, OPTION_NAMES, rowOf } from './option-table.js';
import { type GivenOption, type OptionSources, readOptions } from './read-options.js';

function sources(toml = '', environment = {}, ...commandLine: readonly GivenOption[]): OptionSources {
  return {
    commandLine,
    environment,
    table: { file: '/p/pyproject.toml', directory: '/p', values: parse(toml) },
    directory: '/p/sub',
  };
}

function messageOf(given: OptionSources): string {
  try {
    readOptions(given);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  throw new Error('nothing was refused');
}

describe('readOptions', () => {
  it('has the defaults of the retry contract', () => {
    const { values, origins } = readOptions(sources());
    expect(values).toMatchObject({
      jobs: 'auto',
      isolation: 'auto',
      missingRetries: 3,
      missingBackoff: 500,
      fileTimeout: 300_000,
      grace: 5000,
      retries: 0,
      python: undefined,
      record: undefined,
    });
    expect(origins.size).toBe(0);
  });

  it('puts the command line over the environment over the file', () => {
    const toml = 'jobs = 1\ngrace = "1s"\nretries = 1';
    const environment = { STEADFAST_JOBS: '2', STEADFAST_GRACE: '2s', STEADFAST_RETRIES: '' };
    const { values, origins } = readOptions(
      sources(toml, environment, { option: 'jobs', value: '3', spelling: '-j' }),
    );
    expect(values).toMatchObject({ jobs: 3, grace: 2000, retries: 1 });
    expect([...origins]).toEqual([
      ['jobs', { place: '-j', text: '3' }],
      ['grace', { place: 'STEADFAST_GRACE', text: '2s' }],
      ['retries', { place: '/p/pyproject.toml: [tool.steadfast] retries', text: '1' }],
    ]);
  });

  it('takes the last of an option that is given twice', () => {
    const first = { option: 'jobs', value: '1', spelling: '-j' } as const;
    expect(readOptions(sources('', {}, first, { ...first, value: '2' })).values.jobs).toBe(2);
  });

  it('makes paths absolute from where they were written', () => {
    const given = sources('record = "a.json"', { STEADFAST_JUNITXML: 'b.xml' });
    expect(readOptions(given).values).toMatchObject({ record: '/p/a.json', junitxml: '/p/sub/b.xml' });
  });

  it('names file, key, value and what is allowed, for all faults at once', () => {
    const toml = 'jobs = "many"\nfile-timeout = 300\nretries = true\nprogress = ["bar"]';
    const message = messageOf(
      sources(toml, { STEADFAST_GRACE: 'soon' }, { option: 'leaks', value: undefined, spelling: '--leaks' }),
    );
    expect(message.split('\n')).toEqual([
      '/p/pyproject.toml: [tool.steadfast] jobs = "many": must be a whole number, 1 or more, or auto',
      '/p/pyproject.toml: [tool.steadfast] file-timeout = 300: must be a duration above zero with its unit, such as 300s, 1.5s, 200ms or 5m',
      'STEADFAST_GRACE=soon: must be a duration with its unit, such as 300s, 1.5s, 200ms or 5m',
      '/p/pyproject.toml: [tool.steadfast] retries = true: must be a whole number, 0 or more',
      '--leaks without a value: must be one of kill, warn, fail',
      '/p/pyproject.toml: [tool.steadfast] progress = ["bar"]: must be one of auto, bar, lines, none',
    ]);
  });

  it('refuses a bad value in the file also where the command line has a good one', () => {
    const given = sources('jobs = 0', {}, { option: 'jobs', value: '2', spelling: '-j' });
    expect(messageOf(given)).toContain('jobs = 0: must be');
  });

  it('refuses keys that do not exist, and says which one may be meant', () => {
    const message = messageOf(sources('file_timeout = "5s"\nhelp = true'));
    expect(message).toContain(
      '/p/pyproject.toml: [tool.steadfast] has no key file_timeout; did you mean file-timeout? (keys: jobs, ',
    );
    expect(message).toContain('has no key help (keys: ');
  });
});

describe('the option table', () => {
  it('has defaults that its own types accept', () => {
    for (const name of OPTION_NAMES) {
      const row = rowOf(name);
      if (row.default !== undefined) expect(row.type.parse(row.default, '/'), name).not.toBeUndefined();
    }
  });

  it('claims no name in the environment that an attempt gets', () => {
    const taken = ['attempt', 'attempt-id', 'slot', 'run-id', 'report-fd', 'pythonpath'];
    expect(
      OPTION_NAMES.filter(isConfigurable)
        .map(longName)
        .filter((name) => taken.includes(name)),
    ).toEqual([]);
  });
});
