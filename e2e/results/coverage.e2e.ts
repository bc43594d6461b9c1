import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { steadfast } from '../harness/steadfast.js';

const PYTHON = pythonWithPlugins() ?? '';

/** Other plugins take more time than the tests. */
const ENVIRONMENT = { PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1' };

const FILES = {
  'pyproject.toml': `
[tool.pytest.ini_options]
pythonpath = ["src"]
addopts = "-p pytest_cov"
[tool.coverage.run]
branch = true
parallel = true
`,
  'src/shop/__init__.py': '',
  'src/shop/cart.py': `
def total(price, count):
    if count > 10:
        return price * count * 0.9
    return price * count


def unused():
    return 1
`,
  'src/shop/never_imported.py': 'def never():\n    return 2\n',
  'tests/test_few.py': 'from shop.cart import total\n\ndef test_few(): assert total(1, 2) == 2\n',
  'tests/test_many.py': 'from shop.cart import total\n\ndef test_many(): assert total(1, 20) == 18\n',
};

/** The table of `--cov-report=term`. */
function tableOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => /^(src|TOTAL)/.test(line));
}

/** A report without when it was made, and for which folder. */
function timeless(project: Project, report: string): string {
  return readFileSync(project.path(report), 'utf8')
    .replaceAll(/"?timestamp"?[=:] ?"[^"]*"/g, '')
    .replaceAll(project.root, '');
}

function dataFilesOf({ root }: Project): readonly string[] {
  return readdirSync(root).filter((name) => name.startsWith('.coverage'));
}

type Isolation = 'project' | 'spawn';

function run(project: Project, isolation: Isolation, ...words: readonly string[]) {
  return steadfast(['--python', PYTHON, ...words], { cwd: project.root, isolation, env: ENVIRONMENT });
}

describe.skipIf(PYTHON === '')('coverage of the whole run', () => {
  it.each<Isolation>(['project', 'spawn'])(
    'is what one pytest reports and judges, in every report, written once (%s)',
    async (isolation) => {
      using ours = createProject(FILES);
      using theirs = createProject(FILES);
      const reports = ['term-missing', 'xml', 'html:out', 'json', 'lcov'].map(
        (type) => `--cov-report=${type}`,
      );
      const words = ['--cov=shop', ...reports, '--cov-fail-under=90'];
      const expected = await pytest(words, theirs.root, PYTHON, ENVIRONMENT);
      const result = await run(ours, isolation, ...words);
      expect([result.exitCode, expected.exitCode]).toEqual([1, 1]);
      expect(Object.values(result.verdicts)).toEqual(['passed', 'passed']);
      expect(result.output).toMatch(/Required test coverage of 90(\.0)?% not reached/);
      expect(tableOf(result.output)).toEqual(tableOf(expected.stdout));
      expect(tableOf(result.output).length).toBe(4);
      expect(result.output.match(/Coverage XML written/g)).toHaveLength(1);
      for (const report of ['coverage.xml', 'coverage.json', 'coverage.lcov']) {
        expect(timeless(ours, report), report).toBe(timeless(theirs, report));
      }
      expect(existsSync(ours.path('out/index.html'))).toBe(true);
      expect(dataFilesOf(ours)).toEqual(dataFilesOf(theirs));
    },
  );

  it('passes where all files together reach a total that none of them reaches', async () => {
    using project = createProject(FILES);
    const { exitCode } = await run(project, 'project', '--cov=shop', '--cov-report=', '--cov-fail-under=65');
    expect(exitCode).toBe(0);
  });

  it('can add to what was measured before', async () => {
    using project = createProject(FILES);
    const words = ['--cov=shop', '--cov-report=term'];
    const total = ({ output }: { readonly output: string }): string => tableOf(output).at(-1) ?? '';
    expect(total(await run(project, 'project', ...words, 'tests/test_few.py'))).toMatch(/ 5\d%$/);
    expect(total(await run(project, 'project', ...words, '--cov-append', 'tests/test_many.py'))).toMatch(
      / 7\d%$/,
    );
  });

  it('counts in addopts, is off with --no-cov, and is not reported for a red run with --no-cov-on-fail', async () => {
    using project = createProject({ ...FILES, 'tests/test_few.py': 'def test_red(): assert 0\n' });
    const addopts = ['-o', 'addopts=-p pytest_cov --cov=shop --cov-report=xml'];
    await run(project, 'project', ...addopts, '--no-cov');
    expect(existsSync(project.path('coverage.xml'))).toBe(false);
    expect((await run(project, 'project', ...addopts, '--no-cov-on-fail')).exitCode).toBe(1);
    expect(existsSync(project.path('coverage.xml'))).toBe(false);
    await run(project, 'project', ...addopts);
    expect(existsSync(project.path('coverage.xml'))).toBe(true);
  });
});
