import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');
const NX_VERSION = '23.3.1';

/** Files of each project: most are small, and one is a quarter of all. */
export const FILES_OF_PROJECTS = [1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12];

/** Makes a workspace of Nx with the packages as they are published, a virtual environment and 12 Python projects. */
export function makeWorkspace(root) {
  const tarballs = pack(root);
  write(root, {
    'package.json': JSON.stringify({
      private: true,
      devDependencies: { nx: NX_VERSION, ...tarballs },
    }),
    'nx.json': JSON.stringify({
      analytics: false,
      neverConnectToCloud: true,
      cacheDirectory: '.nx/cache',
      plugins: ['@steadfast/nx'],
    }),
    '.gitignore': 'node_modules\n.nx\n.venv\n.steadfast\n__pycache__\n',
    ...Object.assign({}, ...FILES_OF_PROJECTS.map(project)),
  });
  const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: 'ignore' });
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
  run('python3', '-m', 'venv', '.venv');
  run('.venv/bin/pip', 'install', '--quiet', 'pytest==9.2.0', 'pytest-xdist==3.8.0');
}

function pack(root) {
  const packages = ['cli', 'nx'].flatMap((name) => ['-w', `packages/${name}`]);
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', root, ...packages], {
    cwd: REPOSITORY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.fromEntries(JSON.parse(packed).map(({ name, filename }) => [name, `file:${filename}`]));
}

function project(count, index) {
  const root = `libs/p${index}`;
  const command = '../../.venv/bin/python -m pytest -q -p no:cacheprovider';
  const runs = (more) => ({
    executor: 'nx:run-commands',
    options: { command: `${command}${more}`, cwd: root },
  });
  return {
    [`${root}/pytest.ini`]: '[pytest]\n',
    [`${root}/project.json`]: JSON.stringify({
      name: `p${index}`,
      targets: { xdist: runs(' -n auto'), plain: runs('') },
    }),
    ...Object.fromEntries(
      Array.from({ length: count }, (_, file) => [`${root}/test_f${file}.py`, testFile(index, file)]),
    ),
  };
}

/** Works for 20 to 300 ms, and tells when it began and ended. */
function testFile(index, file) {
  const loops = 1 + ((index * 7 + file * 5) % 15);
  return `
import asyncio, decimal, json, os, time, unittest.mock

def setup_module():
    global began
    began = time.monotonic()

def teardown_module():
    with open(os.environ["BENCHMARK_LOG"], "a") as log:
        log.write(f"{began} {time.monotonic()}\\n")

def test_work():
    for _ in range(${loops}):
        assert sum(i * i for i in range(250_000)) > 0

def test_little():
    assert json.loads("[1]") == [1]
`;
}

function write(root, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** The projects' folders, absolute. */
export function projectFolders(root) {
  return readdirSync(join(root, 'libs')).map((name) => join(root, 'libs', name));
}
