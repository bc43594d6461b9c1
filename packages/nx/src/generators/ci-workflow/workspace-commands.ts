import { detectPackageManager, type Tree } from 'nx/src/devkit-exports.js';

/** How a workspace gets what it needs, and runs a command that it has. */
export interface WorkspaceCommands {
  readonly installNode: string;
  readonly installPython: string;
  /** Runs a command of an installed package. */
  readonly exec: string;
}

const NODE = {
  npm: { installNode: 'npm ci', exec: 'npx' },
  pnpm: { installNode: 'corepack enable && pnpm install --frozen-lockfile', exec: 'pnpm exec' },
  yarn: { installNode: 'corepack enable && yarn install --immutable', exec: 'yarn' },
  bun: { installNode: 'npm install --global bun && bun install --frozen-lockfile', exec: 'bunx' },
};

/** What installs the Python side, by the file that says what is needed. */
const PYTHON = [
  ['uv.lock', 'pip install uv && uv sync --all-packages'],
  ['poetry.lock', 'pip install poetry && poetry config virtualenvs.in-project true && poetry install'],
  ['pdm.lock', 'pip install pdm && pdm install'],
  ['requirements-dev.txt', 'pip install -r requirements-dev.txt'],
  ['requirements.txt', 'pip install -r requirements.txt'],
] as const;

export function commandsOf(tree: Tree): WorkspaceCommands {
  const python = PYTHON.find(([file]) => tree.exists(file));
  return { ...NODE[detectPackageManager(tree.root)], installPython: python?.[1] ?? 'pip install pytest' };
}

/** Merges the event logs that shards have left in the projects, each project by itself; fails when one does not add up. */
export function mergeScript(exec: string): readonly string[] {
  return [
    'status=0',
    "for folder in $(find . -path '*/.steadfast/shard-*.ndjson' -not -path '*/node_modules/*' -not -path './.nx/*' | sed 's|/.steadfast/.*||' | sort -u); do",
    '  echo "$folder"',
    `  (cd "$folder" && ${exec} steadfast merge .steadfast/shard-*.ndjson --junitxml .steadfast/junit.xml --durations-file .steadfast/durations.json) || status=1`,
    'done',
    'exit $status',
  ];
}
