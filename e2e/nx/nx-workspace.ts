import { existsSync, rmSync } from 'node:fs';
import { createWorkspace, type Workspace } from '../harness/workspace.js';

/** The versions of Nx that are tested; the first is what `npm test` takes. */
const NX_VERSIONS: readonly string[] = ['23.3.1', '22.7.12', '24.0.6'];

/** The version of Nx under test: `STEADFAST_E2E_NX`, or the first of those above. */
export const NX_VERSION = process.env['STEADFAST_E2E_NX'] ?? NX_VERSIONS[0] ?? '';

/** Keeps Nx to the workspace, and to what it does in CI. */
export const NX_ENVIRONMENT = {
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_TUI: 'false',
  NX_WORKSPACE_DATA_DIRECTORY: '.nx/workspace-data',
};

/** An Nx workspace with two Python projects, whose tests leave a file behind when they really run. */
export interface NxWorkspace extends Workspace {
  nx(...args: readonly string[]): ReturnType<Workspace['run']>;
  /** The projects whose tests ran since the last time that somebody asked. */
  ran(): readonly string[];
}

const PROJECTS = { 'shop-core': 'libs/shop', till: 'libs/till' } as const;

/** The trace is written into the working directory, which must be the project. */
const TESTS = `
def test_one():
    open("trace.txt", "w").close()

def test_two():
    assert True
`;

export async function createNxWorkspace(): Promise<NxWorkspace> {
  if (!NX_VERSIONS.includes(NX_VERSION)) {
    throw new Error(`STEADFAST_E2E_NX must be one of ${NX_VERSIONS.join(', ')}: ${NX_VERSION}`);
  }
  const workspace = await createWorkspace({
    package: '@steadfast/nx',
    // Nothing else of Nx: the plugin takes what it needs from there, whatever the version.
    dependencies: { nx: NX_VERSION },
    files: {
      'nx.json': JSON.stringify({ analytics: false, neverConnectToCloud: true, cacheDirectory: '.nx/cache' }),
      '.gitignore': ['node_modules', '.nx', '.steadfast', '.pytest_cache', '__pycache__', 'trace.txt'].join(
        '\n',
      ),
      'libs/shop/pyproject.toml':
        '[project]\nname = "shop-core"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
      'libs/shop/tests/test_shop.py': TESTS,
      'libs/till/.pytest.ini': '[pytest]\n',
      'libs/till/test_till.py': TESTS,
    },
    env: NX_ENVIRONMENT,
  });
  return {
    ...workspace,
    nx: (...args) => workspace.run('nx', ...args),
    ran: () =>
      Object.entries(PROJECTS).flatMap(([name, root]) => {
        const trace = workspace.path(root, 'trace.txt');
        if (!existsSync(trace)) return [];
        rmSync(trace);
        return [name];
      }),
  };
}
