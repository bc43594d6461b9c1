import { parseToml, tableAt, textsOf } from './toml.js';

/** Reads a file of one project; `undefined` when it is not there. */
export type ReadFile = (name: string) => string | undefined;

interface ConfigurationFile {
  readonly name: string;
  /** Whether the file configures pytest; a `pytest.ini` does even when it is empty. */
  readonly configures: (content: string) => boolean;
  /** The words of a setting. */
  readonly setting: (content: string, name: string) => readonly string[] | undefined;
}

const always = (): boolean => true;

/**
 * The files in which pytest looks for its configuration, in its order; the first that has one counts.
 * See https://docs.pytest.org/en/stable/reference/customize.html.
 */
const CONFIGURATION_FILES: readonly ConfigurationFile[] = [
  { name: 'pytest.toml', configures: always, setting: tomlSetting(['pytest']) },
  { name: '.pytest.toml', configures: always, setting: tomlSetting(['pytest']) },
  { name: 'pytest.ini', configures: always, setting: iniSetting('pytest') },
  { name: '.pytest.ini', configures: always, setting: iniSetting('pytest') },
  {
    name: 'pyproject.toml',
    configures: (content) => tableAt(parseToml(content), 'tool', 'pytest') !== undefined,
    setting: (content, name) =>
      tomlSetting(['tool', 'pytest', 'ini_options'])(content, name) ??
      tomlSetting(['tool', 'pytest'])(content, name),
  },
  {
    name: 'tox.ini',
    configures: (content) => linesOf(content, 'pytest') !== undefined,
    setting: iniSetting('pytest'),
  },
  {
    name: 'setup.cfg',
    configures: (content) => linesOf(content, 'tool:pytest') !== undefined,
    setting: iniSetting('tool:pytest'),
  },
];

/** Names of the files that may configure pytest. */
export const CONFIGURATION_NAMES: readonly string[] = CONFIGURATION_FILES.map(({ name }) => name);

/** Matches every file that may configure pytest, or name a project. */
export const CONFIGURATION_GLOB = `**/{${CONFIGURATION_NAMES.join(',')}}`;

/** How a folder configures pytest. */
export interface FolderConfiguration {
  /** Name of the file that counts. */
  readonly file: string;
  /** `python_files`. */
  readonly testFilePatterns: readonly string[];
  /** `addopts`. */
  readonly addedArguments: readonly string[];
}

/** What `python_files` is when nobody says otherwise. */
const TEST_FILE_PATTERNS = ['test_*.py', '*_test.py'];

/**
 * Reads how a folder configures pytest; `undefined` when it does not.
 *
 * @throws Error of the TOML parser, which names line and column
 */
export function readConfiguration(read: ReadFile): FolderConfiguration | undefined {
  for (const { name, configures, setting } of CONFIGURATION_FILES) {
    const content = read(name);
    if (content === undefined || !configures(content)) continue;
    return {
      file: name,
      testFilePatterns: setting(content, 'python_files') ?? TEST_FILE_PATTERNS,
      addedArguments: setting(content, 'addopts') ?? [],
    };
  }
  return undefined;
}

function tomlSetting(keys: readonly string[]): ConfigurationFile['setting'] {
  return (content, name) => {
    const value = tableAt(parseToml(content), ...keys)?.[name];
    if (value === undefined) return undefined;
    return typeof value === 'string' ? wordsOf(value) : textsOf(value);
  };
}

function iniSetting(section: string): ConfigurationFile['setting'] {
  return (content, name) => {
    const lines = linesOf(content, section) ?? [];
    const start = lines.findIndex((line) => new RegExp(`^${name}\\s*[=:]`).test(line));
    if (start < 0) return undefined;
    const after = lines.slice(start + 1);
    const end = after.findIndex((line) => /^\S/.test(line));
    const first = (lines[start] ?? '').replace(/^[^=:]*[=:]/, '');
    return wordsOf([first, ...(end < 0 ? after : after.slice(0, end))].join(' '));
  };
}

/** The lines of a section of an ini file, without comments. */
function linesOf(content: string, section: string): readonly string[] | undefined {
  const lines = content.split(/\r?\n/).map((line) => line.trimEnd());
  const start = lines.indexOf(`[${section}]`);
  if (start < 0) return undefined;
  const after = lines.slice(start + 1).filter((line) => !/^\s*[#;]/.test(line));
  const end = after.findIndex((line) => line.startsWith('['));
  return end < 0 ? after : after.slice(0, end);
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
