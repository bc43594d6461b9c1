import { UsageError } from '@steadfast/pytest';
import type { TomlValue } from 'smol-toml';
import {
  environmentName,
  isConfigurable,
  longName,
  OPTION_NAMES,
  type OptionName,
  type OptionValues,
  rowOf,
} from './option-table.js';
import { valueFromToml } from './toml-value.js';
import type { SteadfastTable } from './steadfast-table.js';
import { suggestion } from './suggestion.js';

/** An option as the command line has it. */
export interface GivenOption {
  readonly option: OptionName;
  /** Absent when a value was left out. */
  readonly value: string | undefined;
  /** The spelling that was used, such as `-j`. */
  readonly spelling: string;
}

/** Where options are given. */
export interface OptionSources {
  readonly commandLine: readonly GivenOption[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly table: SteadfastTable | undefined;
  /** Paths on the command line and in the environment are relative to it. */
  readonly directory: string;
}

/** Where an option was given, and how it was written there. */
export interface OptionOrigin {
  readonly place: string;
  readonly text: string;
}

/** The options of a run. */
export interface ResolvedOptions {
  readonly values: OptionValues;
  /** Where each option that has not its default was given. */
  readonly origins: ReadonlyMap<OptionName, OptionOrigin>;
  /** Where `[tool.steadfast]` is, if anywhere. */
  readonly table: SteadfastTable | undefined;
}

/** Keys of `[tool.steadfast]` that are no options. */
const OTHER_KEYS = ['overrides', 'services', 'setup', 'teardown'];

/**
 * Puts the options together: command line over environment over file over default.
 *
 * @throws {UsageError} with a line for every value that is not allowed and every key that does not exist.
 */
export function readOptions(sources: OptionSources): ResolvedOptions {
  const problems = sources.table ? unknownKeys(sources.table) : [];
  const origins = new Map<OptionName, OptionOrigin>();
  const values: Partial<Record<OptionName, unknown>> = {};
  for (const name of OPTION_NAMES) {
    const candidates = candidatesOf(name, sources);
    for (const { written, place, text, read } of candidates) {
      const value = read();
      if (value === undefined) problems.push(`${written}: must be ${rowOf(name).type.allowed}`);
      else if (!(name in values)) {
        values[name] = value;
        origins.set(name, { place, text });
      }
    }
    values[name] ??= defaultOf(name, sources.directory);
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  // Every option of the table has been read with its own type.
  return { values: values as unknown as OptionValues, origins, table: sources.table };
}

interface Candidate extends OptionOrigin {
  /** As a message quotes it. */
  readonly written: string;
  readonly read: () => unknown;
}

/** What was given for an option, the strongest first. */
function candidatesOf(
  name: OptionName,
  { commandLine, environment, table, directory }: OptionSources,
): Candidate[] {
  const { type } = rowOf(name);
  const candidates: Candidate[] = [];
  const given = commandLine.findLast(({ option }) => option === name);
  if (given) {
    const { spelling, value = '' } = given;
    const written = value === '' ? `${spelling} without a value` : `${spelling} ${value}`;
    candidates.push({ written, place: spelling, text: value, read: () => type.parse(value, directory) });
  }
  if (!isConfigurable(name)) return candidates;
  const variable = environmentName(name);
  const text = environment[variable];
  if (text !== undefined && text !== '') {
    candidates.push({
      written: `${variable}=${text}`,
      place: variable,
      text,
      read: () => type.parse(text, directory),
    });
  }
  const key = longName(name);
  const value = table?.values[key];
  if (table && value !== undefined) {
    const place = `${table.file}: [tool.steadfast] ${key}`;
    candidates.push({
      written: `${place} = ${JSON.stringify(value)}`,
      place,
      text: typeof value === 'string' ? value : JSON.stringify(value),
      read: () => readTomlValue(name, value, table.directory),
    });
  }
  return candidates;
}

/** Reads a value of an option from TOML; `undefined` when it is not allowed. */
export function readTomlValue(name: OptionName, value: TomlValue, directory: string): unknown {
  return valueFromToml(rowOf(name).type, value, directory);
}

function defaultOf(name: OptionName, directory: string): unknown {
  const row = rowOf(name);
  return row.default === undefined ? undefined : row.type.parse(row.default, directory);
}

function unknownKeys({ file, values }: SteadfastTable): string[] {
  const known = [...OPTION_NAMES.filter(isConfigurable).map(longName), ...OTHER_KEYS];
  return Object.keys(values)
    .filter((key) => !known.includes(key))
    .map(
      (key) =>
        `${file}: [tool.steadfast] has no key ${key}${suggestion(key, known)} (keys: ${known.join(', ')})`,
    );
}
