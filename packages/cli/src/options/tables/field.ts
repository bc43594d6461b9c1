import { isTable, shellSplit } from '@steadfast/pytest';
import type { TomlValue } from 'smol-toml';
import type { OptionType } from '../option-type.js';
import { valueFromToml } from '../toml-value.js';

/** How a value of a table in pyproject.toml is written, and what it means. */
export interface Field<Value> {
  /** Ends the sentence "The value must be ...". */
  readonly allowed: string;
  readonly help: string;
  /** Absent where the key must be there. */
  readonly fallback?: Value;
  /** `undefined` when the value is not allowed. */
  read(value: TomlValue): Value | undefined;
}

/** A value that options have, too. */
export function like<Value>(type: OptionType<Value>, help: string, fallback?: Value): Field<Value> {
  return {
    ...{ allowed: type.allowed, help },
    ...(fallback === undefined ? {} : { fallback }),
    read: (value) => valueFromToml(type, value, ''),
  };
}

/** A value that options have, too, and that need not be said. */
export function optional<Value>(type: OptionType<Value>, help: string): Field<Value | undefined> {
  return { ...like<Value | undefined>(type, help), fallback: undefined };
}

/** Patterns of paths; at least one. */
export function patterns(help: string, fallback?: readonly string[]): Field<readonly string[]> {
  const field = strings('a pattern or a list of patterns, such as "tests/slow/**"', help, fallback);
  return {
    ...field,
    read: (value) => {
      const all = field.read(value);
      return all === undefined || all.length === 0 ? undefined : all;
    },
  };
}

/** A name that can be part of a file's name. */
export function name(help: string): Field<string> {
  return {
    allowed: 'a name of letters, digits, dots, dashes and underscores',
    help,
    read: (value) => (typeof value === 'string' && /^\w[\w.-]*$/.test(value) ? value : undefined),
  };
}

/** Program and arguments; a string is split into words as a shell does, and goes through no shell. */
export function command(help: string): Field<readonly string[]> {
  return {
    allowed: 'a command as a string, or a list of its words',
    help,
    read: (value) => {
      const words = typeof value === 'string' ? splitWords(value) : stringsOf(value);
      return words?.[0] === undefined || words[0] === '' ? undefined : words;
    },
  };
}

export function strings(
  allowed: string,
  help: string,
  fallback?: readonly string[],
): Field<readonly string[]> {
  return {
    ...{ allowed, help },
    ...(fallback === undefined ? {} : { fallback }),
    read: (value) => {
      const all = typeof value === 'string' ? [value] : stringsOf(value);
      return all?.every((each) => each !== '') === true ? all : undefined;
    },
  };
}

/** Names of variables with their values. */
export function variables(help: string): Field<Readonly<Record<string, string>>> {
  return {
    allowed: 'a table of strings, such as { NAME = "value" }, whose names do not begin with STEADFAST_',
    help,
    fallback: {},
    read: (value) => {
      if (!isTable(value)) return undefined;
      const entries = Object.entries(value);
      const isGood = (entry: [string, TomlValue]): entry is [string, string] =>
        /^(?!STEADFAST_)[A-Za-z_]\w*$/.test(entry[0]) && typeof entry[1] === 'string';
      return entries.every(isGood) ? Object.fromEntries(entries) : undefined;
    },
  };
}

function stringsOf(value: TomlValue): readonly string[] | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
}

function splitWords(text: string): readonly string[] | undefined {
  try {
    return shellSplit(text);
  } catch {
    return undefined;
  }
}
