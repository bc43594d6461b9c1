import { dirname, resolve } from 'node:path';
import type { TomlValue } from 'smol-toml';
import { shellSplit } from '../arguments/shell-split.js';
import { ConfigurationError } from './configuration-error.js';
import type { ConfigurationFile } from './configuration-file.js';
import { DEFAULT_JUNIT_SETTINGS, type JunitSettings, readJunitSettings } from './junit-settings.js';

/** The settings of pytest that decide which files and tests there are. */
export interface PytestSettings {
  readonly testpaths: readonly string[];
  readonly pythonFiles: readonly string[];
  readonly pythonClasses: readonly string[];
  readonly pythonFunctions: readonly string[];
  readonly norecursedirs: readonly string[];
  /** Whether pytest also collects tests that a module imported; from pytest 8.4 on it can be told not to. */
  readonly collectImportedTests: boolean;
  readonly requiredPlugins: readonly string[];
  readonly minversion: string | undefined;
  readonly junit: JunitSettings;
  /** Folders that pytest puts on `sys.path`; absolute. */
  readonly pythonpath: readonly string[];
  /** As it was written; relative to the rootdir. */
  readonly cacheDirectory: string | undefined;
}

/** pytest's defaults. */
export const DEFAULT_SETTINGS: PytestSettings = {
  testpaths: [],
  pythonFiles: ['test_*.py', '*_test.py'],
  pythonClasses: ['Test'],
  pythonFunctions: ['test'],
  norecursedirs: ['*.egg', '.*', '_darcs', 'build', 'CVS', 'dist', 'node_modules', 'venv', '{arch}'],
  collectImportedTests: true,
  requiredPlugins: [],
  minversion: undefined,
  junit: DEFAULT_JUNIT_SETTINGS,
  pythonpath: [],
  cacheDirectory: undefined,
};

/** Reads single settings, from a file and from `-o NAME=VALUE`, which wins. */
export class SettingsReader {
  constructor(
    private readonly file: ConfigurationFile | undefined,
    private readonly overrides: ReadonlyMap<string, string>,
  ) {}

  /** The setting as it was written; `undefined` when nobody set it. */
  raw(name: string): TomlValue | undefined {
    return this.overrides.get(name) ?? this.file?.values.get(name);
  }

  /**
   * A list of words, in INI files separated as in a shell.
   *
   * @throws {ConfigurationError} when it is none.
   */
  words(name: string): readonly string[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && !this.#isNative(name)) {
      try {
        return shellSplit(value);
      } catch (error) {
        throw this.#fault(name, error instanceof Error ? error.message : 'cannot be read', value);
      }
    }
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.#fault(name, 'must be a list of strings', value);
  }

  /**
   * A list of paths, relative to the file that they are in.
   *
   * @throws {ConfigurationError} when it is none.
   */
  paths(name: string): readonly string[] | undefined {
    const folder = this.file === undefined ? '.' : dirname(this.file.path);
    return this.words(name)?.map((word) => resolve(folder, word));
  }

  /** @throws {ConfigurationError} when it is no string. */
  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#fault(name, 'must be a string', value);
  }

  /** @throws {ConfigurationError} when it is no truth value. */
  truth(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (typeof value === 'string' && !this.#isNative(name)) {
      if (/^(y|yes|t|true|on|1)$/i.test(value.trim())) return true;
      if (/^(n|no|f|false|off|0)$/i.test(value.trim())) return false;
    }
    throw this.#fault(name, 'must be true or false', value);
  }

  /** @throws {ConfigurationError} when it is none of the words. */
  word<const Word extends string>(name: string, allowed: readonly Word[]): Word | undefined {
    const value = this.raw(name);
    const word = allowed.find((each) => each === value);
    if (value === undefined || word !== undefined) return word;
    throw this.#fault(name, `must be one of ${allowed.join(', ')}`, value);
  }

  #isNative(name: string): boolean {
    return !this.overrides.has(name) && this.file?.mode === 'toml';
  }

  #fault(name: string, problem: string, value: TomlValue): ConfigurationError {
    const place = this.overrides.has(name) ? '-o' : (this.file?.path ?? '-o');
    return new ConfigurationError(place, undefined, `${name} ${problem}: ${JSON.stringify(value)}`);
  }
}

/** @throws {ConfigurationError} when a setting is not what it must be. */
export function readSettings(reader: SettingsReader): PytestSettings {
  return {
    testpaths: reader.words('testpaths') ?? DEFAULT_SETTINGS.testpaths,
    pythonFiles: reader.words('python_files') ?? DEFAULT_SETTINGS.pythonFiles,
    pythonClasses: reader.words('python_classes') ?? DEFAULT_SETTINGS.pythonClasses,
    pythonFunctions: reader.words('python_functions') ?? DEFAULT_SETTINGS.pythonFunctions,
    norecursedirs: reader.words('norecursedirs') ?? DEFAULT_SETTINGS.norecursedirs,
    collectImportedTests: reader.truth('collect_imported_tests') ?? DEFAULT_SETTINGS.collectImportedTests,
    requiredPlugins: reader.words('required_plugins') ?? DEFAULT_SETTINGS.requiredPlugins,
    minversion: reader.text('minversion'),
    junit: readJunitSettings(reader),
    pythonpath: reader.paths('pythonpath') ?? DEFAULT_SETTINGS.pythonpath,
    cacheDirectory: reader.text('cache_dir'),
  };
}
