import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createWorkspace } from '../harness/workspace.js';
import { NX_ENVIRONMENT, NX_VERSION } from './nx-workspace.js';

/** Which version of the development kit goes with which of Nx; @nxlv/python needs one. */
const DEVKIT: Readonly<Record<string, string>> = { '24.0.6': '24.0.0' };

const FILES = {
  '.gitignore': 'node_modules\n.nx\n.venv\n',
  'nx.json': JSON.stringify({
    analytics: false,
    neverConnectToCloud: true,
    cacheDirectory: '.nx/cache',
    plugins: [
      { plugin: '@nxlv/python', options: { packageManager: 'uv', inferDependencies: true } },
      '@steadfast/nx',
    ],
  }),
  'pyproject.toml': [
    '[project]\nname = "workspace"\nversion = "0.0.0"\nrequires-python = ">=3.9"\ndependencies = ["shop", "money"]',
    '[tool.uv.workspace]\nmembers = ["libs/*"]',
    '[tool.uv.sources]\nshop = { workspace = true }\nmoney = { workspace = true }',
    '[tool.pytest.ini_options]\n',
  ].join('\n\n'),
  'libs/money/pyproject.toml': '[project]\nname = "money"\nversion = "0.0.0"\n',
  'libs/money/project.json': JSON.stringify({ name: 'money', targets: {} }),
  'libs/money/tests/test_money.py': 'def test_one(): pass\n',
  'libs/shop/pyproject.toml':
    '[project]\nname = "shop"\nversion = "0.0.0"\ndependencies = ["money"]\n\n[tool.uv.sources]\nmoney = { workspace = true }\n',
  // As its generator makes it.
  'libs/shop/project.json': JSON.stringify({
    name: 'shop',
    targets: {
      test: {
        executor: '@nxlv/python:run-commands',
        outputs: ['{workspaceRoot}/reports/{projectRoot}/unittests'],
        options: { command: 'uv run pytest tests/', cwd: 'libs/shop' },
      },
    },
  }),
  'libs/shop/tests/test_shop.py': 'def test_one(): pass\n',
};

it('works beside @nxlv/python: its targets win until they are converted, and an edge is there once', async () => {
  using workspace = await createWorkspace({
    package: '@steadfast/nx',
    dependencies: {
      nx: NX_VERSION,
      '@nx/devkit': DEVKIT[NX_VERSION] ?? NX_VERSION,
      '@nxlv/python': '23.1.1',
    },
    files: FILES,
    env: NX_ENVIRONMENT,
  });
  const { output } = await workspace.run('nx', 'graph', '--print');
  const { graph } = JSON.parse(output.slice(output.indexOf('{'))) as {
    graph: {
      nodes: Record<string, { data: { targets: Record<string, { executor: string }> } }>;
      dependencies: Record<string, { target: string }[]>;
    };
  };
  expect(graph.dependencies['shop']?.map(({ target }) => target)).toEqual(['money']);
  expect(graph.nodes['money']?.data.targets['test']?.executor).toBe('@steadfast/nx:pytest');
  expect(graph.nodes['shop']?.data.targets['test']?.executor).toBe('@nxlv/python:run-commands');

  const converted = await workspace.run('nx', 'generate', '@steadfast/nx:convert-targets');
  expect(converted.output).toContain('shop:test is run by @steadfast/nx:pytest now.');
  expect(JSON.parse(readFileSync(workspace.path('libs/shop/project.json'), 'utf8'))).toMatchObject({
    targets: { test: { executor: '@steadfast/nx:pytest', options: { args: ['tests/'] } } },
  });
  const run = await workspace.run('nx', 'run-many', '-t', 'test', '--output-style=static');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain('Projects: 2 passed.');
});
