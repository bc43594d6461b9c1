import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { copyProject, type Project } from '../harness/project.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { steadfast } from '../harness/steadfast.js';

const PROJECT = join(import.meta.dirname, 'projects/coverage');
const PYTHON = process.platform === 'linux' ? pythonWithPlugins() : undefined;
const WORDS = ['tests/test_it.py', '--cov=shop', '--cov-context=test', '--cov-report='];

/** What coverage's own report says of every file: lines, branches and by which test each line was run. */
async function measured(project: Project, run: (python: string, dataFile: string) => Promise<unknown>) {
  const [python, data, report] = [PYTHON ?? '', project.path('data'), project.path('report.json')];
  await run(python, data);
  const words = ['-m', 'coverage', 'json', '--show-contexts', '-o', report];
  await execa(python, words, { cwd: project.root, env: { COVERAGE_FILE: data } });
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as { files: Record<string, FileCoverage> };
  return files;
}

interface FileCoverage {
  readonly executed_lines: readonly number[];
  readonly missing_branches: readonly (readonly number[])[];
}

it.skipIf(PYTHON === undefined).each(['spawn', 'project'] as const)(
  'coverage of an attempt is that of a plain pytest (%s)',
  async (isolation) => {
    using project = copyProject(PROJECT);
    const plain = await measured(project, (python, dataFile) =>
      execa(python, ['-m', 'pytest', ...WORDS], { cwd: project.root, env: { COVERAGE_FILE: dataFile } }),
    );
    const ours = await measured(project, (python, dataFile) =>
      steadfast(['--python', python, ...WORDS], {
        cwd: project.root,
        isolation,
        env: { COVERAGE_FILE: dataFile },
      }),
    );
    expect(ours).toEqual(plain);
    const lines = Object.entries(ours).map(([file, { executed_lines: executed }]) => [file, executed]);
    expect(Object.fromEntries(lines)).toMatchObject({
      'shop/by_conftest.py': [1, 4, 5, 6],
      'shop/by_test.py': [1, 4, 5, 7, 9],
      'shop/in_fork.py': [1, 4, 5, 6],
      'shop/in_subprocess.py': [1, 4, 5, 6],
      'shop/in_thread.py': [1, 4, 5, 7, 9],
      'shop/never.py': [],
    });
  },
);
