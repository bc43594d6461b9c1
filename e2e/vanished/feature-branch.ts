import { execaSync } from 'execa';
import { createProject, type Project } from '../harness/project.js';

/** A project in a git repository of its own. */
export interface Repository extends Project {
  git(...args: readonly string[]): string;
}

/** The file that only the feature branch has. */
export const NEW_FILE = 'tests/test_z_new.py';

/** Runs long enough for something to happen to the tree meanwhile. */
export function sleeps(seconds: number): string {
  return `import time\n\ndef test_sleeps():\n    time.sleep(${seconds})\n`;
}

/** A green test that leaves behind a process of its own session, which changes the branch later. */
export function leavesCheckoutBehind(seconds: number): string {
  return `import subprocess

def test_innocent():
    assert True

def test_leaves_checkout_behind():
    subprocess.Popen(["setsid", "sh", "-c", "sleep ${seconds}; git checkout --quiet main"])
`;
}

/** The test of that file, when it is named so. */
export const LEAKY_TEST = 'tests/test_a_leaky.py::test_leaves_checkout_behind';

/** A repository on the branch `feature`, which has more files than `main`. */
export function createFeatureBranch(files: Readonly<Record<string, string>>): Repository {
  const project = createProject({ 'tests/test_on_main.py': 'def test_on_main():\n    pass\n' });
  const git = (...args: readonly string[]): string =>
    execaSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', ...args], {
      cwd: project.root,
    }).stdout;
  git('init', '--quiet', '--initial-branch', 'main');
  commitAll(git, 'main');
  git('checkout', '--quiet', '-b', 'feature');
  project.write({ [NEW_FILE]: 'def test_new():\n    pass\n', ...files });
  commitAll(git, 'feature');
  return Object.assign(project, { git });
}

function commitAll(git: Repository['git'], message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
