import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { STEADFAST } from '../harness/steadfast.js';

const PYTHON = pythonWithPlugins() ?? '';

/** Half of the statements each: no shard alone reaches the total that is asked for. */
const FILES = {
  'pytest.ini': '[pytest]\npythonpath = .\naddopts = --cov=shop --cov-report=term --cov-fail-under=90\n',
  'shop.py':
    'def buy():\n    price = 1\n    return price\n\n\ndef sell():\n    price = 2\n    return price\n',
  'tests/test_buy.py': 'import shop\n\ndef test_buy(): assert shop.buy() == 1\n',
  'tests/test_sell.py': 'import shop\n\ndef test_sell(): assert shop.sell() == 2\n',
};

function command(project: Project, args: readonly string[], env: Record<string, string> = {}) {
  return execa(process.execPath, [STEADFAST, ...args, '--python', PYTHON], {
    cwd: project.root,
    env: { CI: 'true', FORCE_COLOR: '0', ...env },
    reject: false,
    stdin: 'ignore',
  });
}

async function runShards(project: Project): Promise<readonly (number | undefined)[]> {
  const exitCodes = [];
  for (const shard of [1, 2]) {
    const words = ['--shard', `${shard}/2`, '--record', `record-${shard}.json`];
    exitCodes.push(
      (await command(project, words, { COVERAGE_FILE: project.path(`coverage-${shard}.db`) })).exitCode,
    );
  }
  return exitCodes;
}

const total = (text: string): string | undefined => /^TOTAL .*?(\d+%)$/m.exec(text)?.[1];

describe.skipIf(PYTHON === '')('coverage of shards', () => {
  it('is judged for all of them together, when they are merged', async () => {
    using project = createProject(FILES);
    expect(await runShards(project)).toEqual([0, 0]);
    const whole = await command(project, [
      ...['merge', 'record-1.json', 'record-2.json', 'coverage-1.db', 'coverage-2.db'],
    ]);
    expect(total(whole.stdout)).toBe('100%');
    expect(whole.exitCode).toBe(0);
    const half = await command(project, ['merge', 'record-1.json', 'record-2.json', 'coverage-2.db']);
    expect(Number.parseInt(total(half.stdout) ?? '', 10)).toBeLessThan(90);
    expect(half.exitCode).toBe(1);
    expect(half.stderr).toContain('coverage data for only 1 of 2 runs');
  });

  it('stays where the shards left it', async () => {
    using project = createProject(FILES);
    await runShards(project);
    const words = ['merge', 'record-1.json', 'record-2.json', 'coverage-1.db', 'coverage-2.db'];
    const [first, second] = [await command(project, words), await command(project, words)];
    expect([total(first.stdout), total(second.stdout)]).toEqual(['100%', '100%']);
  });

  it.each([
    ['pyproject.toml', { 'pyproject.toml': '[tool.coverage.run]\nsource = ["shop", "tests"]\n' }, []],
    ['.coveragerc', { '.coveragerc': '[run]\nsource = shop,tests\n' }, []],
    ['an option', { 'other.ini': '[run]\nsource = shop,tests\n' }, ['--cov-config=other.ini']],
  ])(
    'is what one run has with --cov on its command line, configured by %s',
    async (_what, configuration, more) => {
      using project = createProject({
        ...FILES,
        'pytest.ini': '[pytest]\npythonpath = .\n',
        'tests/test_unused.py': 'def test_a():\n    pass\n\n\ndef unused():\n    return 1\n',
        ...configuration,
      });
      const words = ['--cov=shop', ...more];
      const whole = await command(project, words);
      for (const shard of [1, 2])
        await command(project, [...words, '--shard', `${shard}/2`, '--record', `record-${shard}.json`], {
          COVERAGE_FILE: project.path(`coverage-${shard}.db`),
        });
      const merged = await command(project, [
        ...['merge', 'record-1.json', 'record-2.json', 'coverage-1.db', 'coverage-2.db'],
      ]);
      const table = (text: string) => /^Name +Stmts[^]*^TOTAL.*$/m.exec(text)?.[0];
      expect(table(whole.stdout)).toBeDefined();
      expect(table(merged.stdout)).toBe(table(whole.stdout));
    },
  );
});
