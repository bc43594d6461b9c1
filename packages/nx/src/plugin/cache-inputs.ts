import type { NxJsonConfiguration, TargetConfiguration } from 'nx/src/devkit-exports.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_NAMES } from './pytest-configuration.js';
import { foldersAbove } from './python-workspace.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** Files at the root of the workspace that say which packages, and which Python, the tests run with. */
const SHARED_FILES = [
  ...['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'pixi.lock', 'Pipfile', 'Pipfile.lock'],
  ...['requirements*.txt', 'requirements*.in', 'requirements/**/*', 'constraints*.txt', 'environment*.yml'],
  ...['pyproject.toml', 'setup.cfg', 'setup.py', 'tox.ini', '.python-version', '.coveragerc'],
];

/** What of the folders above a project takes part in its tests. */
const FILES_ABOVE = ['conftest.py', '__init__.py', ...CONFIGURATION_NAMES];

/** What Steadfast, pytest and coverage write without being asked where. As inputs they would make every run differ. */
const WRITTEN_BY_RUNS = [
  ...['.steadfast/**/*', '.pytest_cache/**/*', '**/__pycache__/**/*', 'htmlcov/**/*'],
  ...['.coverage', '.coverage.*', '**/*.pyc'],
];

/** Sources of a project that another one depends on, told by their names. */
const NO_SOURCES = ['test_*.py', '*_test.py', 'conftest.py', '.coverage', '.coverage.*', '*.pyc'];

/** Variables that choose the interpreter, or what it and pytest do. */
const VARIABLES = [
  ...['VIRTUAL_ENV', 'CONDA_PREFIX', 'UV_PROJECT_ENVIRONMENT', 'PYTHONPATH', 'PYTHONHOME', 'PYTHONHASHSEED'],
  ...['PYTHONWARNINGS', 'PYTHONUTF8', 'PYTHONOPTIMIZE', 'PYTHONDEVMODE', 'TZ', 'COVERAGE_PROCESS_START'],
  ...['PYTEST_ADDOPTS', 'PYTEST_PLUGINS', 'PYTEST_DISABLE_PLUGIN_AUTOLOAD'],
];

/** What the inputs of a project depend on. */
export interface InputsRequest {
  /** Relative to the workspace. */
  readonly root: string;
  /** What a run writes on purpose, relative to the project. */
  readonly reports: readonly string[];
  /** Command that tells the interpreter and its packages. */
  readonly environmentCommand: string;
  readonly nxJson: NxJsonConfiguration;
}

/** All that can change the result of a project's tests, and nothing that a run writes. */
export function inputsOf(request: InputsRequest): Inputs {
  const { root, environmentCommand, nxJson } = request;
  const files = [
    ...SHARED_FILES,
    ...foldersAbove(root).flatMap((folder) =>
      FILES_ABOVE.map((name) => (folder === '.' ? name : `${folder}/${name}`)),
    ),
  ];
  return [
    'default',
    ...exclusions(request),
    nxJson.namedInputs?.['production'] === undefined ? sourcesOfDependencies(request) : '^production',
    ...[...new Set(files)].map((file) => `{workspaceRoot}/${file}`),
    ...[...VARIABLES, ...optionVariables()].map((env) => ({ env })),
    { runtime: environmentCommand },
  ];
}

/** What a run writes is no input of those that depend on the project, either: it is taken out of their `production`, too. */
export function namedInputsOf(request: InputsRequest): Readonly<Record<string, Inputs>> | undefined {
  const production = request.nxJson.namedInputs?.['production'];
  return production === undefined ? undefined : { production: [...production, ...exclusions(request)] };
}

function exclusions({ reports }: InputsRequest): readonly string[] {
  const patterns = [...WRITTEN_BY_RUNS, ...reports.flatMap((path) => [path, `${path}/**/*`])];
  return patterns.map((pattern) => `!{projectRoot}/${pattern.replace(/^\.\//, '')}`);
}

/** One pattern: Nx hashes each pattern for dependencies by itself, so that another one could take nothing away. */
function sourcesOfDependencies({ reports }: InputsRequest): string {
  const names = [...NO_SOURCES, ...reports.map((path) => path.split('/').at(-1) ?? path)];
  return `^{projectRoot}/**/!(${[...new Set(names)].join('|')})`;
}

const SCHEMA = join(import.meta.dirname, '../../src/executors/pytest/schema.json');

let knownVariables: readonly string[] | undefined;

/** `STEADFAST_FILE_TIMEOUT` for `fileTimeout`, of all options; read once for all projects. */
function optionVariables(): readonly string[] {
  return (knownVariables ??= readVariables());
}

function readVariables(): readonly string[] {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { readonly properties: object };
  return Object.keys(schema.properties)
    .filter((name) => name !== '__unparsed__')
    .map((name) => `STEADFAST_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`);
}
