import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { packPackages, type Tarball } from '../harness/tarballs.js';
import { createWorkspace } from '../harness/workspace.js';

const REPOSITORY = join(import.meta.dirname, '../..');
const BINARIES = join(REPOSITORY, 'node_modules/.bin');

/** What each package holds besides its compiled sources. */
const FURTHER_FILES: Readonly<Record<string, readonly RegExp[]>> = {
  '@steadfast/core': [/^schemas\/\w+\.schema\.json$/],
  '@steadfast/pytest': [/^python\/steadfast_pytest\/[\w-]+\.(py|json)$/],
  '@steadfast/report': [/^template\/report\.html$/],
  '@steadfast/cli': [
    /^bin\/(steadfast|library|environment)\.js$/,
    /^bin\/bundle\/[\w-]+\.js$/,
    /^python\/steadfast_pytest\/\w+\.py$/,
    /^python\/steadfast_pytest\/tested-pytest\.json$/,
    /^template\/report\.html$/,
  ],
  '@steadfast/queue': [],
  '@steadfast/nx': [
    /^(executors|generators|migrations)\.json$/,
    /^src\/(executors|generators)\/[\w-]+\/schema\.json$/,
  ],
};
const IN_EVERY_PACKAGE = ['package.json', 'README.md', 'LICENSE'];

let tarballs: readonly Tarball[];

beforeAll(async () => {
  tarballs = await packPackages();
});

describe.each(Object.keys(FURTHER_FILES))('%s as it is published', (name) => {
  const folder = join(REPOSITORY, 'packages', name.replace('@steadfast/', ''));

  function tarball(): Tarball {
    const found = tarballs.find((packed) => packed.name === name);
    if (found === undefined) throw new Error(`${name} was not packed`);
    return found;
  }

  it('holds what it needs and nothing else', () => {
    const files = tarball().files;
    const compiled = files.filter((file) => file.startsWith('dist/'));
    const others = files.filter((file) => !file.startsWith('dist/') && !IN_EVERY_PACKAGE.includes(file));
    const expected = FURTHER_FILES[name] ?? [];
    expect(files).toEqual(expect.arrayContaining(IN_EVERY_PACKAGE));
    expect(others.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(expected.filter((pattern) => !others.some((file) => pattern.test(file)))).toEqual([]);
    expect(compiled.filter((file) => !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  });

  it('has a source for every compiled file', () => {
    const sources = tarball()
      .files.filter((file) => file.startsWith('dist/'))
      .map((file) => file.replace(/^dist/, 'src').replace(/\.(d\.ts|js)$/, '.ts'));
    expect(
      sources.filter((file) => !existsSync(join(folder, file))),
      'a stale build: remove dist',
    ).toEqual([]);
  });

  it('pleases publint', async () => {
    const { stdout } = await execa(join(BINARIES, 'publint'), [tarball().path, '--strict'], {
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toContain('All good!');
  });

  it('has types wherever it has code', async () => {
    const check = execa(join(BINARIES, 'attw'), [tarball().path, '--profile', 'esm-only', '--quiet']);
    await expect(check).resolves.toMatchObject({ exitCode: 0 });
  });
});

/** What may be installed beside Nx, in bytes. */
const INSTALLED_SIZE = 2_000_000;

it('the plugin installs little besides Nx', async () => {
  using workspace = await createWorkspace({
    package: '@steadfast/nx',
    files: {},
    npm: ['--legacy-peer-deps'],
  });
  const modules = workspace.path('node_modules');
  const installed = readdirSync(modules).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['@steadfast', 'smol-toml']);
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const size = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  expect(size).toBeLessThan(INSTALLED_SIZE);
});

it('a plain Python repository runs steadfast from the packages', async () => {
  using workspace = await createWorkspace({
    package: '@steadfast/cli',
    files: { 'pytest.ini': '', 'tests/test_shop.py': 'def test_open():\n    assert True\n' },
  });
  const run = await workspace.run('steadfast', '--html', 'report.html');
  expect(run.output).toContain('1 passed');
  expect(readFileSync(join(workspace.root, 'report.html'), 'utf8')).toContain('<title>✓ 1 test passed');
  expect(run.exitCode).toBe(0);
});

it('npm ci accepts the lock on every platform', () => {
  interface Lock {
    readonly packages: Readonly<
      Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
    >;
  }
  // npm leaves out optional packages that it could not fetch, and refuses such a lock elsewhere.
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as Lock;
  const locked = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(optional.filter((name) => !locked.has(name))).toEqual([]);
});
