import { parse, TomlError, type TomlTable } from 'smol-toml';
import { ConfigurationError } from './configuration-error.js';

/**
 * Reads a TOML file.
 *
 * @throws {ConfigurationError} with the line.
 */
export function parseToml(file: string, text: string): TomlTable {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The lines after the first draw the place, which the line number tells already.
    const problem = (error.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new ConfigurationError(file, error.line, `not valid TOML: ${problem}`, error);
  }
}

/** The table at a path of keys, or `undefined` where there is none. */
export function tableAt(document: TomlTable, ...keys: readonly string[]): TomlTable | undefined {
  let table: TomlTable | undefined = document;
  for (const key of keys) {
    const value: unknown = table?.[key];
    table = isTable(value) ? value : undefined;
  }
  return table;
}

/** Whether a TOML value is a table. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
