import { isTable } from '@steadfast/pytest';
import type { TomlValue } from 'smol-toml';
import type { SteadfastTable } from '../steadfast-table.js';
import { suggestion } from '../suggestion.js';
import type { Field } from './field.js';

/** The keys of a table, each with how its value is written. */
export type Keys = Readonly<Record<string, Field<unknown>>>;

/** What the keys of a table come to. */
export type ValuesOf<K extends Keys> = {
  readonly [Name in keyof K]: K[Name] extends Field<infer Value> ? Value : never;
};

/** The entries of `[[tool.steadfast.NAME]]` that are right; every fault of the others is reported. */
export function readTables<K extends Keys>(
  { file, values }: SteadfastTable,
  name: string,
  keys: K,
  report: (problem: string) => void,
): readonly ValuesOf<K>[] {
  const entries = values[name];
  if (entries === undefined) return [];
  if (!Array.isArray(entries)) {
    report(`${file}: ${name} must be written as [[tool.steadfast.${name}]]`);
    return [];
  }
  return entries.flatMap((entry, index) => {
    const place = `${file}: [[tool.steadfast.${name}]] number ${String(index + 1)}`;
    const problems = problemsOf(isTable(entry) ? entry : {}, keys);
    for (const problem of problems) report(`${place}: ${problem}`);
    return problems.length > 0 ? [] : [readTable(isTable(entry) ? entry : {}, keys)];
  });
}

function problemsOf(entry: Readonly<Record<string, TomlValue>>, keys: Keys): readonly string[] {
  const known = Object.keys(keys);
  const unknown = Object.keys(entry)
    .filter((key) => !known.includes(key))
    .map((key) => `there is no key ${key}${suggestion(key, known)} (keys: ${known.join(', ')})`);
  const wrong = Object.entries(keys).flatMap(([key, field]) => {
    const value = entry[key];
    if (value === undefined)
      return 'fallback' in field ? [] : [`${key} is missing: it must be ${field.allowed}`];
    if (field.read(value) !== undefined) return [];
    return [`${key} = ${JSON.stringify(value)}: must be ${field.allowed}`];
  });
  return [...unknown, ...wrong];
}

/** Of an entry without problems. */
function readTable<K extends Keys>(entry: Readonly<Record<string, TomlValue>>, keys: K): ValuesOf<K> {
  const values = Object.entries(keys).map(([key, field]) => {
    const value = entry[key];
    return [key, value === undefined ? field.fallback : field.read(value)] as const;
  });
  // Every key of the table has been read with its own field.
  return Object.fromEntries(values) as ValuesOf<K>;
}
