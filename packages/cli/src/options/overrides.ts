import { isAbsolute, relative, sep } from 'node:path';
import type { TestFile } from '@steadfast/core';
import { isTable, type PytestIsolation, UsageError } from '@steadfast/pytest';
import picomatch from 'picomatch';
import type { TomlValue } from 'smol-toml';
import { duration, flag, integer, integerOr, type OptionType } from './option-type.js';
import { OPTIONS } from './option-table.js';
import type { SteadfastTable } from './steadfast-table.js';
import { suggestion } from './suggestion.js';

/** What a key of `[[tool.steadfast.overrides]]` says of a test file. */
type Change = Partial<
  Pick<
    TestFile,
    'timeoutMs' | 'testTimeoutMs' | 'retries' | 'isolation' | 'slots' | 'split' | 'alone' | 'group'
  >
>;

/** One `[[tool.steadfast.overrides]]`: what holds for the files that match. */
interface Override {
  readonly matches: (path: string) => boolean;
  readonly change: Change;
}

const NAME: OptionType<string> = {
  placeholder: 'NAME',
  allowed: 'a name',
  schema: { type: 'string' },
  parse: (text) => text || undefined,
};

interface Key {
  readonly type: OptionType<string | number | boolean>;
  readonly change: (value: never) => Change;
  readonly help: string;
}

/** The keys of an override besides `paths`. */
export const OVERRIDE_KEYS: Readonly<Record<string, Key>> = {
  'file-timeout': {
    type: duration(1),
    change: (timeoutMs: number) => ({ timeoutMs }),
    help: 'As the option of this name.',
  },
  'test-timeout': {
    type: duration(0),
    change: (testTimeoutMs: number) => ({ testTimeoutMs }),
    help: 'As the option of this name.',
  },
  retries: {
    type: integer(0),
    change: (retries: number) => ({ retries }),
    help: 'As the option of this name.',
  },
  isolation: {
    type: OPTIONS.isolation.type,
    change: (isolation: PytestIsolation) => ({ isolation }),
    help: 'As the option of this name.',
  },
  slots: {
    type: integer(1),
    change: (slots: number) => ({ slots }),
    help: 'How many slots a file takes, for files that use several CPUs or much memory.',
  },
  split: {
    type: integerOr(1, 'auto'),
    change: (split: number | 'auto') => ({ split }),
    help: 'How many parts the tests of a file run in, side by side, each in a process of its own. auto: as many as it takes for the run not to wait for the file, from recorded durations. Files that run alone or in a group stay whole.',
  },
  alone: {
    type: flag(),
    change: (alone: boolean) => ({ alone }),
    help: 'Whether nothing else runs meanwhile, of this run and of all others that share its slots (`--pool`). Such files run first.',
  },
  group: {
    type: NAME,
    change: (group: string) => ({ group }),
    help: 'Files of one group never run at the same time, for files that share a port, a database or a device.',
  },
};

/**
 * Applies `[[tool.steadfast.overrides]]` to files: patterns match paths relative to the pyproject.toml, and where several
 * match, the last one that says something of a key counts.
 *
 * @throws {UsageError} with a line for every fault in the overrides.
 */
export function applyOverrides<File extends TestFile>(
  files: readonly File[],
  table: SteadfastTable | undefined,
): readonly File[] {
  if (!table) return files;
  const overrides = readOverrides(table);
  if (overrides.length === 0) return files;
  return files.map((file) => {
    const path = relativePath(table.directory, file.absolutePath);
    return overrides
      .filter(({ matches }) => matches(path))
      .reduce((changed, { change }) => ({ ...changed, ...change }), file);
  });
}

function readOverrides({ file, values }: SteadfastTable): readonly Override[] {
  const entries = values['overrides'];
  if (entries === undefined) return [];
  if (!Array.isArray(entries)) {
    throw new UsageError(`${file}: overrides must be written as [[tool.steadfast.overrides]]`);
  }
  const problems: string[] = [];
  const overrides = entries.map((entry, index) => {
    const place = `${file}: [[tool.steadfast.overrides]] number ${String(index + 1)}`;
    return readOverride(entry, (problem) => problems.push(`${place}: ${problem}`));
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return overrides;
}

function readOverride(entry: TomlValue, report: (problem: string) => void): Override {
  const { paths, ...rest } = isTable(entry) ? entry : {};
  const patterns = typeof paths === 'string' ? [paths] : paths;
  const change: Change = {};
  for (const [name, value] of Object.entries(rest)) Object.assign(change, readKey(name, value, report));
  if (
    !Array.isArray(patterns) ||
    patterns.length === 0 ||
    !patterns.every((each) => typeof each === 'string')
  ) {
    report('paths must be a pattern or a list of patterns, such as "tests/slow/**"');
    return { matches: () => false, change };
  }
  return { matches: picomatch(patterns, { dot: true }), change };
}

function readKey(name: string, value: TomlValue, report: (problem: string) => void): Change {
  const key = OVERRIDE_KEYS[name];
  if (!key) {
    const known = ['paths', ...Object.keys(OVERRIDE_KEYS)];
    report(`there is no key ${name}${suggestion(name, known)} (keys: ${known.join(', ')})`);
    return {};
  }
  const text = key.type.toml?.includes(typeof value as 'number' | 'boolean') ? String(value) : value;
  const parsed = typeof text === 'string' ? key.type.parse(text, '') : undefined;
  if (parsed !== undefined) return key.change(parsed as never);
  report(`${name} = ${JSON.stringify(value)}: must be ${key.type.allowed}`);
  return {};
}

/** A path as patterns of the configuration see it. */
export function relativePath(directory: string, path: string): string {
  const rest = relative(directory, path);
  return isAbsolute(rest) || sep === '/' ? rest : rest.replaceAll(sep, '/');
}
