import { parse, type TomlTable, type TomlValue } from 'smol-toml';

/**
 * Reads a TOML text.
 *
 * @throws Error of the parser, which names line and column
 */
export function parseToml(text: string): TomlTable {
  return parse(text);
}

/** The table at a path of keys; `undefined` when there is none. */
export function tableAt(parent: TomlTable | undefined, ...keys: readonly string[]): TomlTable | undefined {
  return keys.reduce<TomlTable | undefined>((table, key) => asTable(table?.[key]), parent);
}

/** A value as a table, if it is one. */
export function asTable(value: TomlValue | undefined): TomlTable | undefined {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : undefined;
}

/** The texts of a list; other values are left out. */
export function textsOf(value: TomlValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
