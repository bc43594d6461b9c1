import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { TomlTable, TomlValue } from 'smol-toml';
import { ConfigurationError } from './configuration-error.js';
import { type IniSection, parseIni } from './ini-file.js';
import { isTable, parseToml, tableAt } from './toml-file.js';

/**
 * pytest's settings as one file has them. In `ini` mode every value is text or a list of texts that pytest converts by
 * itself, in `toml` mode values have their types.
 */
export interface ConfigurationFile {
  /** Absolute path. */
  readonly path: string;
  readonly mode: 'ini' | 'toml';
  readonly values: ReadonlyMap<string, TomlValue>;
}

/** What a pytest version reads; native TOML settings came with pytest 9. */
export interface ConfigurationDialect {
  readonly nativeToml: boolean;
}

type Load = (path: string, text: string, dialect: ConfigurationDialect) => ConfigurationFile | undefined;

/** The files in which pytest looks for settings, by precedence. */
const LOADERS: ReadonlyMap<string, Load> = new Map([
  ['pytest.toml', loadPytestToml],
  ['.pytest.toml', loadPytestToml],
  ['pytest.ini', loadPytestIni],
  ['.pytest.ini', loadPytestIni],
  ['pyproject.toml', loadPyproject],
  ['tox.ini', (path, text) => fromSection(path, parseIni(path, text).get('pytest'))],
  ['setup.cfg', loadSetupCfg],
]);

/** Files of other names, as `-c` can give them. */
const LOADERS_BY_EXTENSION: ReadonlyMap<string, Load> = new Map([
  ['.ini', (path: string, text: string) => fromSection(path, parseIni(path, text).get('pytest'))],
  ['.cfg', loadSetupCfg],
  ['.toml', loadAnyToml],
]);

const NATIVE_TOML_NAMES: readonly string[] = ['pytest.toml', '.pytest.toml'];

/** Names of the files in which pytest looks for its settings, in the order in which it does. */
export function configurationFileNames({ nativeToml }: ConfigurationDialect): readonly string[] {
  return [...LOADERS.keys()].filter((name) => nativeToml || !NATIVE_TOML_NAMES.includes(name));
}

/** Whether pytest can read settings from a file of this name at all. */
export function isSupported(path: string): boolean {
  return loaderOf(path) !== undefined;
}

/**
 * Reads pytest's settings from a file that exists; `undefined` when it has none.
 *
 * @throws {ConfigurationError} when the file cannot be read or is broken.
 */
export function loadConfigurationFile(
  path: string,
  dialect: ConfigurationDialect,
): ConfigurationFile | undefined {
  return loaderOf(path)?.(path, readText(path), dialect);
}

/**
 * Reads a text file.
 *
 * @throws {ConfigurationError} with the operating system's reason.
 */
export function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not valid UTF-8' : (code ?? String(error));
    throw new ConfigurationError(path, undefined, `cannot be read: ${reason}`, error);
  }
}

function loaderOf(path: string): Load | undefined {
  return LOADERS.get(basename(path)) ?? LOADERS_BY_EXTENSION.get(extname(path));
}

function fromSection(path: string, section: IniSection | undefined): ConfigurationFile | undefined {
  return section && { path, mode: 'ini', values: section };
}

function fromTable(path: string, table: TomlTable): ConfigurationFile {
  return { path, mode: 'toml', values: new Map(Object.entries(table)) };
}

/** A pytest.ini is where the settings are, even when it has none. */
function loadPytestIni(path: string, text: string): ConfigurationFile {
  return { path, mode: 'ini', values: parseIni(path, text).get('pytest') ?? new Map<string, string>() };
}

function loadSetupCfg(path: string, text: string): ConfigurationFile | undefined {
  const sections = parseIni(path, text);
  if (!sections.has('tool:pytest') && sections.has('pytest')) {
    throw new ConfigurationError(path, undefined, 'pytest reads [tool:pytest] here, not [pytest]');
  }
  return fromSection(path, sections.get('tool:pytest'));
}

function loadPytestToml(path: string, text: string): ConfigurationFile {
  return fromPytestTable(path, parseToml(path, text)) ?? fromTable(path, {});
}

function loadPyproject(
  path: string,
  text: string,
  dialect: ConfigurationDialect,
): ConfigurationFile | undefined {
  return fromToolPytest(path, parseToml(path, text), dialect);
}

function loadAnyToml(
  path: string,
  text: string,
  dialect: ConfigurationDialect,
): ConfigurationFile | undefined {
  const document = parseToml(path, text);
  const tool = fromToolPytest(path, document, dialect);
  if (tool === undefined) return dialect.nativeToml ? fromPytestTable(path, document) : undefined;
  if (dialect.nativeToml && document['pytest'] !== undefined) {
    throw new ConfigurationError(path, undefined, 'has both [pytest] and [tool.pytest]; pytest takes one');
  }
  return tool;
}

function fromPytestTable(path: string, document: TomlTable): ConfigurationFile | undefined {
  const table = document['pytest'];
  if (isTable(table)) return fromTable(path, table);
  const stray = Object.keys(document).filter((key) => !isTable(document[key]));
  if (stray.length === 0) return undefined;
  throw new ConfigurationError(path, undefined, `${stray.join(', ')} must be under a [pytest] table`);
}

function fromToolPytest(
  path: string,
  document: TomlTable,
  { nativeToml }: ConfigurationDialect,
): ConfigurationFile | undefined {
  const { ini_options: ini, ...native } = tableAt(document, 'tool', 'pytest') ?? {};
  if (nativeToml && Object.keys(native).length > 0) {
    if (isTable(ini) && Object.keys(ini).length > 0) {
      throw new ConfigurationError(
        path,
        undefined,
        'has both [tool.pytest] and [tool.pytest.ini_options]; pytest takes one',
      );
    }
    return fromTable(path, native);
  }
  if (!isTable(ini)) return undefined;
  const values = Object.entries(ini).map(([name, value]) => [name, iniValue(value)] as const);
  return { path, mode: 'ini', values: new Map(values) };
}

/** Scalars become text as Python's `str` writes them. */
function iniValue(value: TomlValue): TomlValue {
  if (Array.isArray(value) || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
