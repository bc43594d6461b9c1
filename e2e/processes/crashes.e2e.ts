import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { limitMemory } from '../faults/memory-limit.js';
import { createProject, trivialFiles } from '../harness/project.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';

describe.skipIf(process.platform === 'win32').each(['spawn', 'project'] as const)(
  'a test that takes its process down (%s)',
  (isolation) => {
    it.each([
      ['SIGSEGV', 'import ctypes; ctypes.string_at(0)', 'Fatal Python error: Segmentation fault'],
      ['SIGABRT', 'import os; os.abort()', 'Fatal Python error: Aborted'],
    ])('by %s is named, with the line that it was in', async (signal, crash, words) => {
      using project = createProject({
        ...trivialFiles(1),
        'tests/test_crash.py': `def test_good():\n    pass\n\ndef test_bad():\n    ${crash}\n`,
      });
      const run = await steadfast([], { cwd: project.root, isolation });
      expect(run.verdicts).toEqual({ 'tests/test_000.py': 'passed', 'tests/test_crash.py': 'crashed' });
      const crashed = ofType(run.events, 'attempt-finished').find(({ outcome }) => outcome === 'crashed');
      expect(crashed?.reason).toBe(`Ended by ${signal} while tests/test_crash.py::test_bad was running.`);
      expect(crashed?.output.text).toContain(words);
      expect(crashed?.output.text).toMatch(/test_crash\.py", line 5 in test_bad/);
      // What was finished before the crash is not lost.
      expect(ofType(run.events, 'test-finished').map(({ test }) => test.id)).toContain(
        'tests/test_crash.py::test_good',
      );
      expect(run.exitCode).toBe(1);
    });

    it.skipIf(process.platform !== 'linux')('by SIGKILL was not killed for want of memory', async () => {
      using project = createProject({
        'tests/test_kill.py': 'import os\n\ndef test_kill():\n    os.kill(os.getpid(), 9)\n',
      });
      const run = await steadfast([], { cwd: project.root, isolation });
      expect(ofType(run.events, 'file-finished')[0]).toMatchObject({
        verdict: 'crashed',
        reason:
          'Ended by SIGKILL while tests/test_kill.py::test_kill was running. It was not the out-of-memory killer.',
      });
    });

    it('by taking more memory than there is was killed by the kernel, and is told so', async (context) => {
      using limit = limitMemory(400 * 1024 * 1024);
      if (limit === undefined) {
        context.skip('only root may limit memory');
        return;
      }
      using project = createProject({
        ...trivialFiles(1),
        'tests/test_hungry.py': 'def test_hungry():\n    assert b"x" * 2_000_000_000\n',
      });
      const words = [process.execPath, STEADFAST, '--progress', 'lines', '--isolation', isolation];
      const { stdout, exitCode } = await execa('sh', ['-c', `${limit.enter} && exec "$@"`, 'sh', ...words], {
        cwd: project.root,
        env: { CI: 'true', FORCE_COLOR: '0' },
        reject: false,
      });
      expect(stdout).toContain(
        'Ended by SIGKILL while tests/test_hungry.py::test_hungry was running. ' +
          'The out-of-memory killer ended 1 process meanwhile, so most likely this one.',
      );
      expect(stdout).toMatch(/passed +tests\/test_000\.py/);
      expect(exitCode).toBe(1);
    });
  },
);
