import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { ofType, steadfast } from '../harness/steadfast.js';

const PYTHON = pythonWithPlugins() ?? '';

const FILES = {
  'pyproject.toml': `
[tool.pytest.ini_options]
pythonpath = ["src"]
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

function lineRates(project: Project): readonly string[] {
  const xml = readFileSync(project.path('coverage.xml'), 'utf8');
  return [...xml.matchAll(/<class name="([^"]*)".*?line-rate="([^"]*)" branch-rate="([^"]*)"/g)].map(
    (match) => match.slice(1).join(' '),
  );
}

describe.skipIf(PYTHON === '').each(['warm', 'spawn'] as const)(
  'coverage of the whole run (%s)',
  (isolation) => {
    const run = (project: Project, ...words: readonly string[]) =>
      steadfast(['--python', PYTHON, ...words], { cwd: project.root, isolation });

    it('is what one pytest reports, in every report, written once', async () => {
      using ours = createProject(FILES);
      using theirs = createProject(FILES);
      const words = ['--cov=shop', '--cov-report=term-missing', '--cov-report=xml', '--cov-report=html:out'];
      const expected = await pytest(words, theirs.root, PYTHON);
      const result = await run(ours, ...words);
      expect(result.exitCode).toBe(0);
      expect(tableOf(result.output)).toEqual(tableOf(expected.stdout));
      expect(tableOf(result.output).length).toBe(4);
      expect(result.output.match(/Coverage XML written/g)).toHaveLength(1);
      expect(lineRates(ours)).toEqual(lineRates(theirs));
      expect(existsSync(ours.path('out/index.html'))).toBe(true);
      expect(readdirSync(ours.root).filter((name) => name.startsWith('.coverage'))).toEqual(
        readdirSync(theirs.root).filter((name) => name.startsWith('.coverage')),
      );
    });

    it('is judged on the total', async () => {
      using project = createProject(FILES);
      const words = ['--cov=shop', '--cov-report=', '--cov-fail-under'];
      const tooLow = await run(project, ...words, '90');
      expect(tooLow.exitCode).toBe(1);
      expect(tooLow.output).toMatch(/Required test coverage of 90(\.0)?% not reached/);
      expect(ofType(tooLow.events, 'file-finished').map(({ verdict }) => verdict)).toEqual([
        'passed',
        'passed',
      ]);
      // No single file reaches this.
      expect((await run(project, ...words, '65')).exitCode).toBe(0);
    });

    it('can add to what was measured before', async () => {
      using project = createProject(FILES);
      await run(project, '--cov=shop', '--cov-report=', 'tests/test_few.py');
      const alone = await run(project, '--cov=shop', '--cov-report=term', 'tests/test_many.py');
      const total = (output: string): string => tableOf(output).at(-1) ?? '';
      await run(project, '--cov=shop', '--cov-report=', 'tests/test_few.py');
      const added = await run(
        project,
        '--cov=shop',
        '--cov-report=term',
        '--cov-append',
        'tests/test_many.py',
      );
      expect(total(added.output)).not.toBe(total(alone.output));
      expect(total(added.output)).toMatch(/TOTAL.* 7\d%/);
    });

    it('counts in addopts, is off with --no-cov, and is not reported for a red run with --no-cov-on-fail', async () => {
      using project = createProject({ ...FILES, 'tests/test_red.py': 'def test_red(): assert 0\n' });
      const addopts = ['-o', 'addopts=--cov=shop --cov-report=xml'];
      const off = await run(project, ...addopts, '--no-cov');
      expect(off.output).not.toContain('TOTAL');
      expect(existsSync(project.path('coverage.xml'))).toBe(false);
      const red = await run(project, ...addopts, '--no-cov-on-fail');
      expect(red.exitCode).toBe(1);
      expect(existsSync(project.path('coverage.xml'))).toBe(false);
      await run(project, ...addopts);
      expect(existsSync(project.path('coverage.xml'))).toBe(true);
    });
  },
);
