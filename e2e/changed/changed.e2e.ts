import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '@steadfast/core';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { readReadsHistory } from '../../packages/pytest/dist/changed/reads-history.js';
import { selectChanged } from '../../packages/pytest/dist/changed/select-changed.js';
import { copyProject, createProject, type Project } from '../harness/project.js';
import { readJson, steadfast } from '../harness/steadfast.js';

const IGNORED = '.steadfast/\n__pycache__/\n.pytest_cache/\n';
const EXAMPLES = join(import.meta.dirname, '../../examples');

async function commit(project: Project): Promise<void> {
  const git = (...words: readonly string[]) => execa('git', words, { cwd: project.root });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', 'commit', '--quiet', '--message', 'x');
}

describe('--changed', () => {
  it('runs what a change can reach, says so, and never passes for a whole run', async () => {
    using project = createProject({
      '.gitignore': IGNORED,
      'shop/__init__.py': '',
      'shop/prices.py': 'PRICE = 1\n',
      'shop/late.py': 'LATE = 1\n',
      'data/rates.txt': '1',
      'tests/test_data.py': 'def test_it(): assert open("data/rates.txt").read()\n',
      'tests/test_late.py': 'def test_it():\n    from shop import late\n    assert late.LATE\n',
      'tests/test_plain.py': 'def test_it(): pass\n',
      'tests/test_prices.py': 'from shop import prices\ndef test_it(): assert prices.PRICE\n',
      'tests/test_starts.py':
        'import subprocess, sys\ndef test_it(): subprocess.run([sys.executable, "-c", ""])\n',
    });
    await commit(project);
    const changed = async (...words: readonly string[]) => {
      const record = project.path('.steadfast/record.json');
      const result = await steadfast(['--changed', '--record', record, ...words], { cwd: project.root });
      return { ...result, files: Object.keys(result.verdicts).sort(), record: readJson(record) as RunRecord };
    };
    // A test that starts processes always runs.
    const always = 'tests/test_starts.py';
    const first = await changed();
    expect([first.files.length, first.record.filtered ?? false]).toEqual([5, false]);
    expect(first.output).toContain(
      'everything runs, because no earlier run has recorded what the tests read',
    );

    const nothing = await changed();
    expect([nothing.files, nothing.exitCode, nothing.record.filtered]).toEqual([[always], 0, true]);
    expect((await changed('tests/test_plain.py')).exitCode).toBe(0);

    appendFileSync(project.path('shop/prices.py'), '# more\n');
    const module = await changed();
    expect(module.files).toEqual(['tests/test_prices.py', always]);
    expect(module.output).toContain('tests/test_prices.py: it reads shop/prices.py, which changed');
    expect(module.output).toContain('2 of 5 files run, and 3 are left out');

    appendFileSync(project.path('data/rates.txt'), '2');
    appendFileSync(project.path('shop/late.py'), '# more\n');
    await commit(project);
    // Committed: nothing differs from HEAD, but what was recorded does.
    expect((await changed()).files).toEqual(['tests/test_data.py', 'tests/test_late.py', always]);
    expect((await changed('--changed=HEAD~0')).files).toEqual([always]);

    project.write({ 'tests/test_new.py': 'def test_it(): pass\n', 'docs/page.md': 'x' });
    expect((await changed()).files).toEqual(['tests/test_new.py', always]);
    writeFileSync(project.path('pytest.ini'), '[pytest]\naddopts = -ra\n');
    expect((await changed()).files.length).toBe(6);
    const wrong = await steadfast(['--changed=nowhere'], { cwd: project.root });
    expect([wrong.exitCode, wrong.output]).toEqual([4, expect.stringContaining('nowhere')]);
  });

  it.each(['ledger', 'warehouse'])(
    'never leaves out a file that read what changed: 200 changes in %s',
    async (name) => {
      using project = copyProject(join(EXAMPLES, name));
      rmSync(project.path('.steadfast'), { recursive: true, force: true });
      project.write({ '.gitignore': IGNORED });
      mkdirSync(project.path('.steadfast'), { recursive: true });
      await commit(project);
      await steadfast(['--changed'], { cwd: project.root });
      const history = readReadsHistory(project.path('.steadfast/reads.json'));
      const tests = [...(history?.keys() ?? [])];
      expect(tests.length).toBeGreaterThan(10);

      const observed = new Map<string, ReadonlySet<string>>();
      const observer = join(import.meta.dirname, 'observe_reads.py');
      for (const test of tests) {
        const { stdout } = await execa('python3', ['-X', 'utf8', observer, test], {
          cwd: project.root,
          reject: false,
        });
        observed.set(test, new Set(JSON.parse(stdout.split('\n').at(-1) ?? '[]') as readonly string[]));
      }
      const files = readdirSync(project.root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(project.root.length + 1))
        .filter((path) => !/(^|\/)(\.git|\.steadfast|__pycache__|\.pytest_cache)\//.test(path));
      const candidates = tests.map((path) => ({ path, repositoryPath: path }));
      const recorded = new Map([...(history?.values() ?? [])].flatMap(({ files: read }) => [...read]));

      const missed: string[] = [];
      let selections = 0;
      for (let count = 0; count < 200; count++) {
        const file = files[(count * 7919) % files.length] ?? '';
        const changes = { modified: [file], appeared: [], vanished: [] };
        const { selected } = selectChanged(
          candidates,
          changes,
          history,
          (path) => recorded.get(path) ?? 'absent',
        );
        selections += selected.size;
        for (const test of tests) {
          if (observed.get(test)?.has(file) === true && !selected.has(test))
            missed.push(`${test} reads ${file}`);
        }
      }
      expect(missed).toEqual([]);
      // It leaves out much, too.
      expect(selections).toBeLessThan(200 * tests.length * 0.8);
    },
  );
});
