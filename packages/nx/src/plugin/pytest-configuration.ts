import { parse, type TomlTable } from 'smol-toml';

/** Reads a file of one project; `undefined` when it is not there. */
export type ReadFile = (name: string) => string | undefined;

interface ConfigurationFile {
  readonly name: string;
  /** Whether the file configures pytest; a `pytest.ini` does even when it is empty. */
  readonly configures: (content: string) => boolean;
}

/**
 * The files in which pytest looks for its configuration, in its order; the first that has one counts.
 * See https://docs.pytest.org/en/stable/reference/customize.html.
 */
const CONFIGURATION_FILES: readonly ConfigurationFile[] = [
  { name: 'pytest.toml', configures: () => true },
  { name: '.pytest.toml', configures: () => true },
  { name: 'pytest.ini', configures: () => true },
  { name: '.pytest.ini', configures: () => true },
  {
    name: 'pyproject.toml',
    configures: (content) => table(table(parse(content), 'tool'), 'pytest') !== undefined,
  },
  { name: 'tox.ini', configures: (content) => hasSection(content, 'pytest') },
  { name: 'setup.cfg', configures: (content) => hasSection(content, 'tool:pytest') },
];

/** Matches every file that may configure pytest. */
export const CONFIGURATION_GLOB = `**/{${CONFIGURATION_FILES.map(({ name }) => name).join(',')}}`;

/**
 * The name of the file that configures pytest for a project.
 *
 * @throws Error of the TOML parser, which names line and column
 */
export function findConfiguration(read: ReadFile): string | undefined {
  return CONFIGURATION_FILES.find(({ name, configures }) => {
    const content = read(name);
    return content !== undefined && configures(content);
  })?.name;
}

/** The name that `pyproject.toml` gives the project (PEP 621, or Poetry's before it). */
export function projectName(read: ReadFile): string | undefined {
  const content = read('pyproject.toml');
  if (content === undefined) return undefined;
  const document = parse(content);
  const name = table(document, 'project')?.['name'] ?? table(table(document, 'tool'), 'poetry')?.['name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function table(parent: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = parent?.[key];
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : undefined;
}

function hasSection(content: string, section: string): boolean {
  return content.split(/\r?\n/).some((line) => line.trimEnd() === `[${section}]`);
}
