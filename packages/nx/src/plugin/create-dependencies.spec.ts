import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CreateDependenciesContext } from '@nx/devkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDependencies } from './create-dependencies.js';

let workspaceRoot: string;

beforeEach(() => {
  workspaceRoot = mkdtempSync(join(tmpdir(), 'steadfast-nx-'));
});

afterEach(() => {
  rmSync(workspaceRoot, { recursive: true });
});

/** The edges of projects in `libs`, each with its pyproject.toml, as `from -> to`. */
async function edgesOf(pyprojects: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const names = Object.keys(pyprojects);
  for (const [name, content] of Object.entries(pyprojects)) {
    const file = join(workspaceRoot, 'libs', name, 'pyproject.toml');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const fileOf = (name: string) => ({ file: `libs/${name}/pyproject.toml`, hash: '' });
  const context: CreateDependenciesContext = {
    workspaceRoot,
    nxJsonConfiguration: {},
    externalNodes: {},
    projects: Object.fromEntries(names.map((name) => [name, { root: `libs/${name}` }])),
    fileMap: {
      projectFileMap: Object.fromEntries(names.map((name) => [name, [fileOf(name)]])),
      nonProjectFiles: [],
    },
    filesToProcess: { projectFileMap: {}, nonProjectFiles: [] },
  };
  const edges = await createDependencies(undefined, context);
  return edges.map(({ source, target }) => `${source} -> ${target}`);
}

const LIBRARY = '[project]\nname = "Shop_Core"\n';

it.each([
  [
    'a requirement',
    '[project]\nname = "till"\ndependencies = ["shop.core[all]>=1; python_version > \'3.9\'", "requests"]',
  ],
  ['an extra', '[project]\nname = "till"\n[project.optional-dependencies]\nall = ["shop-core"]'],
  ['a group', '[project]\nname = "till"\n[dependency-groups]\ndev = ["shop-core", {include-group = "x"}]'],
  [
    'a source of uv',
    '[project]\nname = "till"\ndependencies = ["shop-core"]\n[tool.uv.sources]\nshop-core = { workspace = true }',
  ],
  ['a path of uv', '[project]\nname = "till"\n[tool.uv.sources]\nx = { path = "../shop", editable = true }'],
  ['a path of Poetry', '[tool.poetry]\nname = "till"\n[tool.poetry.dependencies]\nx = {path = "../shop/"}'],
  [
    'a group of Poetry',
    '[tool.poetry]\nname = "till"\n[tool.poetry.group.dev.dependencies]\nx = {path = "../shop"}',
  ],
  [
    'PDM',
    '[project]\nname = "till"\n[tool.pdm.dev-dependencies]\ndev = ["-e file:///${PROJECT_ROOT}/../shop#egg=shop"]',
  ],
  ['a file', '[project]\nname = "till"\ndependencies = ["x @ file:///${PROJECT_ROOT}/../shop"]'],
])('an edge comes from %s', async (_what, till) => {
  expect(await edgesOf({ shop: LIBRARY, till })).toEqual(['till -> shop']);
});

it.each([
  ['itself', '[project]\nname = "till"\ndependencies = ["till"]'],
  [
    'a package of the same name elsewhere',
    '[project]\nname = "till"\ndependencies = ["shop-core"]\n[tool.uv.sources]\nshop_core = { git = "https://example.org/shop" }',
  ],
  ['a file that is broken', '[project'],
])('there is none for %s', async (_what, till) => {
  expect(await edgesOf({ shop: LIBRARY, till })).toEqual([]);
});
