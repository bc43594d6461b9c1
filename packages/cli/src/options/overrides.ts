import type { TestFile } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import picomatch from 'picomatch';
import { duration, flag, integer, integerOr, type OptionType } from './option-type.js';
import { OPTIONS } from './option-table.js';
import type { SteadfastTable } from './steadfast-table.js';
import { optional, patterns } from './tables/field.js';
import { readTables, type ValuesOf } from './tables/read-table.js';
import { relativePath } from './tables/relative-path.js';

/** What `[[tool.steadfast.overrides]]` may say of a test file. */
type Change = Partial<
  Pick<
    TestFile,
    'timeoutMs' | 'testTimeoutMs' | 'retries' | 'isolation' | 'slots' | 'split' | 'alone' | 'group'
  >
>;

const AS_THE_OPTION = 'As the option of this name.';

const NAME: OptionType<string> = {
  placeholder: 'NAME',
  allowed: 'a name',
  schema: { type: 'string' },
  parse: (text) => text || undefined,
};

/** The keys of `[[tool.steadfast.overrides]]` besides `paths`. */
export const OVERRIDE_KEYS = {
  'file-timeout': optional(duration(1), AS_THE_OPTION),
  'test-timeout': optional(duration(0), AS_THE_OPTION),
  retries: optional(integer(0), AS_THE_OPTION),
  isolation: optional(OPTIONS.isolation.type, AS_THE_OPTION),
  slots: optional(integer(1), 'How many slots a file takes, for files that use several CPUs or much memory.'),
  split: optional(
    integerOr(1, 'auto'),
    'How many parts the tests of a file run in, side by side, each in a process of its own. auto: as many as it takes for the run not to wait for the file, from recorded durations. Files that run alone or in a group stay whole.',
  ),
  alone: optional(
    flag(),
    'Whether nothing else runs meanwhile, of this run and of all others that share its slots (`--pool`). Such files run first.',
  ),
  group: optional(
    NAME,
    'Files of one group never run at the same time, for files that share a port, a database or a device.',
  ),
} as const;

const KEYS = { paths: patterns('Which test files it is for.'), ...OVERRIDE_KEYS } as const;

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
  const problems: string[] = [];
  const overrides = readTables(table, 'overrides', KEYS, (problem) => problems.push(problem)).map(
    ({ paths, ...values }) => ({ matches: picomatch([...paths], { dot: true }), change: changeOf(values) }),
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  if (overrides.length === 0) return files;
  return files.map((file) => {
    const path = relativePath(table.directory, file.absolutePath);
    return overrides
      .filter(({ matches }) => matches(path))
      .reduce((changed, { change }) => ({ ...changed, ...change }), file);
  });
}

function changeOf({
  'file-timeout': timeoutMs,
  'test-timeout': testTimeoutMs,
  ...same
}: ValuesOf<typeof OVERRIDE_KEYS>): Change {
  const said = Object.entries({ timeoutMs, testTimeoutMs, ...same }).filter(
    ([, value]) => value !== undefined,
  );
  // Names and values are those of a test file.
  return Object.fromEntries(said) as Change;
}
