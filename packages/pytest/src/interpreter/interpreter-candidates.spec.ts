import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interpreterCandidates, type InterpreterSearch } from './interpreter-candidates.js';
import { environmentName } from './poetry-environment.js';

const PYTHON = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'steadfast-interpreters-')));
  mkdirSync(join(root, '.git'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(name: string, text = ''): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** The commands, most likely first, with paths relative to the repository. */
function commands(search: Partial<InterpreterSearch> = {}): readonly string[] {
  const { directory = root, option, environment = {} } = search;
  return [...interpreterCandidates({ directory, option, environment })].map(({ command }) =>
    command.replace(`${root}/`, '').replaceAll('\\', '/'),
  );
}

describe('interpreterCandidates', () => {
  it('is only the option, when there is one', () => {
    write(`.venv/${PYTHON}`);
    expect(commands({ option: 'python3.12', environment: { VIRTUAL_ENV: '/x' } })).toEqual(['python3.12']);
  });

  it('goes from the active environment over the project to the PATH', () => {
    for (const name of ['.venv', 'venv', '.pixi/envs/default']) write(`${name}/${PYTHON}`);
    const environment = { VIRTUAL_ENV: join(root, 'active'), CONDA_PREFIX: join(root, 'conda') };
    expect(commands({ environment })).toEqual([
      `active/${PYTHON}`,
      `.venv/${PYTHON}`,
      `venv/${PYTHON}`,
      `.pixi/envs/default/${PYTHON}`,
      process.platform === 'win32' ? 'conda/python.exe' : 'conda/bin/python',
      'python3',
      'python',
    ]);
  });

  it('looks in the project before the workspace, and not above it', () => {
    mkdirSync(join(root, 'workspace/.git'), { recursive: true });
    for (const name of ['', 'workspace/', 'workspace/packages/a/']) write(`${name}.venv/${PYTHON}`);
    expect(commands({ directory: join(root, 'workspace/packages/a') })).toEqual([
      `workspace/packages/a/.venv/${PYTHON}`,
      `workspace/.venv/${PYTHON}`,
      'python3',
      'python',
    ]);
  });

  it("knows uv's own name for the environment", () => {
    write(`env/${PYTHON}`);
    expect(commands({ environment: { UV_PROJECT_ENVIRONMENT: 'env' } })[0]).toBe(`env/${PYTHON}`);
    expect(commands({ environment: { UV_PROJECT_ENVIRONMENT: join(root, 'env') } })[0]).toBe(`env/${PYTHON}`);
  });

  it("takes PDM's word for the interpreter, and its packages", () => {
    write('.pdm-python', '/opt/python3.12\n');
    mkdirSync(join(root, '__pypackages__'));
    const [first] = [...interpreterCandidates({ directory: root, option: undefined, environment: {} })];
    expect(first).toMatchObject({ command: '/opt/python3.12', packages: join(root, '__pypackages__') });
  });

  it("finds the environment that Poetry keeps elsewhere, by Poetry's own names", () => {
    write('pyproject.toml', '[tool.poetry]\nname = "My_Project"\n');
    const name = environmentName('My_Project', root);
    for (const version of ['3.9', '3.10', '3.12']) write(`cache/virtualenvs/${name}-py${version}/${PYTHON}`);
    const environment = { POETRY_CACHE_DIR: join(root, 'cache') };
    expect(commands({ environment })[0]).toBe(`cache/virtualenvs/${name}-py3.12/${PYTHON}`);
    write('cache/virtualenvs/envs.toml', `[${name}]\nminor = "3.10"\n`);
    expect(commands({ environment })[0]).toBe(`cache/virtualenvs/${name}-py3.10/${PYTHON}`);
    write('poetry.toml', '[virtualenvs]\npath = "{project-dir}/envs"\n');
    write(`envs/${name}-py3.9/${PYTHON}`);
    expect(commands({ environment })[0]).toBe(`envs/${name}-py3.9/${PYTHON}`);
  });
});

it.skipIf(process.platform === 'win32')('names an environment as Poetry does', () => {
  expect(environmentName('My_Project.x', '/')).toBe('my-project-x-il7asoJj');
  expect(environmentName('a'.repeat(50), '/')).toMatch(/^a{42}-il7asoJj$/);
});
