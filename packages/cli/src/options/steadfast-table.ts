import { dirname, join } from 'node:path';
import { ConfigurationError, isFile, isTable, kindOf, parseToml, readText, tableAt } from '@steadfast/pytest';
import type { TomlTable, TomlValue } from 'smol-toml';

/** `[tool.steadfast]` of a pyproject.toml. */
export interface SteadfastTable {
  /** Absolute path of the file. */
  readonly file: string;
  /** The folder to which paths in it are relative. */
  readonly directory: string;
  readonly values: TomlTable;
}

/**
 * Finds `[tool.steadfast]` in the nearest pyproject.toml that has it, from a folder upwards. The search ends at the root of
 * the repository: what lies above does not belong to the project.
 *
 * @throws {ConfigurationError} when a pyproject.toml on the way is broken.
 */
export function findSteadfastTable(directory: string): SteadfastTable | undefined {
  const file = join(directory, 'pyproject.toml');
  const values = isFile(file) ? readTable(file) : undefined;
  if (values) return { file, directory, values };
  const parent = dirname(directory);
  const atTop = parent === directory || kindOf(join(directory, '.git')) !== 'absent';
  return atTop ? undefined : findSteadfastTable(parent);
}

function readTable(file: string): TomlTable | undefined {
  const tool = tableAt(parseToml(file, readText(file)), 'tool');
  const table: TomlValue | undefined = tool?.['steadfast'];
  if (table === undefined || isTable(table)) return table;
  throw new ConfigurationError(file, undefined, 'tool.steadfast must be a table: [tool.steadfast]');
}
