import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CommandResult, ofType, steadfast } from '../harness/steadfast.js';
import { createFeatureBranch, LEAKY_TEST, leavesCheckoutBehind, NEW_FILE, sleeps } from './feature-branch.js';

function evidenceOf(run: CommandResult, file: string) {
  const finished = ofType(run.events, 'file-finished').find((event) => event.file === file);
  expect(finished?.verdict).toBe('missing');
  return finished?.evidence;
}

// One slot, and longest first is by name without a history: the culprit runs first, the new file last.
describe.skipIf(process.platform !== 'linux').each(['spawn', 'project'] as const)(
  'a file that a test takes away, on Linux with its /proc (%s)',
  (isolation) => {
    it('stays when the process that a test left behind is ended before it acts', async () => {
      using project = createFeatureBranch({
        'tests/test_a_leaky.py': leavesCheckoutBehind(2),
        'tests/test_b_slow.py': sleeps(3),
      });
      const run = await steadfast(['-j', '1'], { cwd: project.root, isolation });
      expect(new Set(Object.values(run.verdicts))).toEqual(new Set(['passed']));
      expect(run.exitCode).toBe(0);
      const leaks = ofType(run.events, 'leak-found');
      expect(new Set(leaks.map(({ leak }) => leak.test))).toEqual(new Set([LEAKY_TEST]));
      expect(leaks.every(({ leak }) => leak.ended)).toBe(true);
      expect(project.git('branch', '--show-current')).toBe('feature');
    });

    it('is missing when that process is left alone, and the report names its test and the reflog', async () => {
      using project = createFeatureBranch({
        'tests/test_a_leaky.py': leavesCheckoutBehind(2),
        'tests/test_b_slow.py': sleeps(3),
      });
      const run = await steadfast(['-j', '1', '--leaks', 'warn'], { cwd: project.root, isolation });
      expect(run.exitCode).toBe(1);
      const evidence = evidenceOf(run, NEW_FILE);
      expect(evidence?.culprit).toMatchObject({ file: 'tests/test_a_leaky.py', test: LEAKY_TEST });
      expect(evidence?.summary).toContain('git checkout --quiet main');
      expect(evidence?.summary).toContain('checkout: moving from feature to main');
      expect(evidence?.lines.length).toBeLessThan(10);
      expect(evidence?.lines.join('\n')).toContain('HEAD was feature');
      expect(evidence?.lines.at(-1)).toContain('git checkout feature');
      expect(run.output).toContain(`Likely culprit: ${LEAKY_TEST}`);
      const changes = ofType(run.events, 'tree-changed').map(({ change }) => change);
      expect(changes).toContainEqual(
        expect.objectContaining({ kind: 'head-moved', reflog: 'checkout: moving from feature to main' }),
      );
      expect(changes).toContainEqual({ kind: 'file-vanished', file: NEW_FILE });
    });

    it('is told with its culprit in the JUnit report and the GitHub summary, too', async () => {
      using project = createFeatureBranch({
        'tests/test_a_leaky.py': leavesCheckoutBehind(1),
        'tests/test_b_slow.py': sleeps(2),
      });
      project.write({ 'summary.md': '' });
      const run = await steadfast(['-j', '1', '--leaks', 'warn', '--junitxml', 'out/junit.xml'], {
        cwd: project.root,
        isolation,
        env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: project.path('summary.md') },
      });
      const told = `Likely culprit: ${LEAKY_TEST}`;
      const junit = readFileSync(project.path('out/junit.xml'), 'utf8');
      expect(/<error type="missing"[^>]*>([^<]*)</.exec(junit)?.[1]).toContain(told);
      expect(readFileSync(project.path('summary.md'), 'utf8')).toContain(told);
      expect(run.output).toMatch(new RegExp(`^::error file=${NEW_FILE},.*${told}`, 'm'));
    });

    it('is in the stash of a test that ran beside others', async () => {
      using project = createFeatureBranch({
        'tests/test_a_stashing.py': `import subprocess, time

def test_before():
    time.sleep(0.5)

def test_stashes():
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", "stash", "-u"], check=True)
    time.sleep(0.5)
`,
        'tests/test_b_slow.py': sleeps(2),
      });
      project.write({ 'tests/test_z_untracked.py': 'def test_untracked():\n    pass\n' });
      const run = await steadfast(['-j', '2'], { cwd: project.root, isolation });
      expect(run.verdicts['tests/test_b_slow.py']).toBe('passed');
      const evidence = evidenceOf(run, 'tests/test_z_untracked.py');
      expect(evidence?.culprit).toMatchObject({
        file: 'tests/test_a_stashing.py',
        test: 'tests/test_a_stashing.py::test_stashes',
      });
      expect(evidence?.summary).toContain('stash@{0}');
      expect(evidence?.lines.at(-1)).toContain('git stash pop');
    });

    it('is deleted by the test of another file', async () => {
      using project = createFeatureBranch({
        'tests/test_a_deleting.py': `import os, time

def test_deletes():
    time.sleep(0.3)
    os.remove("${NEW_FILE}")
    time.sleep(0.3)

def test_after():
    time.sleep(0.3)
`,
        'tests/test_b_slow.py': sleeps(2),
      });
      const run = await steadfast(['-j', '2'], { cwd: project.root, isolation });
      const evidence = evidenceOf(run, NEW_FILE);
      expect(evidence?.culprit).toMatchObject({
        file: 'tests/test_a_deleting.py',
        test: 'tests/test_a_deleting.py::test_deletes',
      });
      expect(evidence?.summary).toContain('its line 5 says: os.remove');
      expect(evidence?.lines.at(-1)).toContain(`git restore ${NEW_FILE}`);
    });

    it('is taken away by nobody whom the run knows, and nobody is named', async () => {
      using project = createFeatureBranch({ 'tests/test_a_slow.py': sleeps(2) });
      const run = await steadfast(['-j', '1'], {
        cwd: project.root,
        isolation,
        onEvent: (event) => {
          if (event.type === 'test-started' && event.file === 'tests/test_a_slow.py') {
            project.git('checkout', '--quiet', 'main');
          }
        },
      });
      const evidence = evidenceOf(run, NEW_FILE);
      expect(evidence).not.toHaveProperty('culprit');
      expect(evidence?.summary).toContain('No culprit is known');
      expect(evidence?.lines.join('\n')).toContain('Running then: tests/test_a_slow.py::test_sleeps');
    });
  },
);
