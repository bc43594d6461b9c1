import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { awayWhilePytestLooks } from '../faults/away-while-pytest-looks.js';
import { startOutsideMover } from '../faults/outside-mover.js';
import { createProject, type Project, trivialFiles } from '../harness/project.js';
import { ofType, steadfast } from '../harness/steadfast.js';
import { sleeps } from './feature-branch.js';

const FILE = 'tests/z_deep/test_far.py';

function projectWithSlowFile(): Project {
  return createProject({ 'tests/test_a_slow.py': sleeps(1), [FILE]: 'def test_far():\n    pass\n' });
}

describe.each(['spawn', 'project'] as const)('a file that nobody of the run takes away (%s)', (isolation) => {
  it('recovers when its whole folder is moved away and back, and no test is blamed', async () => {
    using project = projectWithSlowFile();
    await using _mover = startOutsideMover(project.path('tests/z_deep'));
    const fault = awayWhilePytestLooks({ path: 'tests/z_deep', attempts: [1], by: 'outside' });
    const run = await steadfast(['-j', '1', '--missing-backoff', '50ms', ...fault.args], {
      cwd: project.root,
      env: fault.env,
      isolation,
    });
    expect(run.verdicts).toEqual({ 'tests/test_a_slow.py': 'passed', [FILE]: 'recovered' });
    expect(run.output).not.toContain('culprit');
    expect(run.exitCode).toBe(0);
  });

  it('is found while its path comes and goes for a second', async () => {
    using project = projectWithSlowFile();
    let flicker: Promise<void> = Promise.resolve();
    const run = await steadfast(['-j', '1', '--missing-backoff', '100ms'], {
      cwd: project.root,
      isolation,
      onEvent(event) {
        if (event.type === 'test-finished' && event.file === 'tests/test_a_slow.py')
          flicker = moveAwayAndBack(project.path('tests/z_deep'), 1000);
      },
    });
    await flicker;
    expect(run.verdicts[FILE], run.output).toMatch(/^(passed|recovered)$/);
    expect(run.exitCode).toBe(0);
  });

  it.each([
    [
      'a folder',
      (path: string) => {
        mkdirSync(path);
      },
      'error',
      'is a directory now, not a test file',
    ],
    [
      'a symbolic link that leads nowhere',
      (path: string) => {
        symlinkSync('nowhere.py', path);
      },
      'missing',
      'is a symbolic link to nowhere.py, which is not there',
    ],
  ] as const)('says so when %s has taken its place', async (_what, replace, verdict, words) => {
    using project = projectWithSlowFile();
    const run = await steadfast(['-j', '1'], {
      cwd: project.root,
      isolation,
      onEvent(event) {
        if (event.type !== 'test-started' || event.file === FILE) return;
        rmSync(project.path(FILE));
        replace(project.path(FILE));
      },
    });
    expect(run.verdicts[FILE], run.output).toBe(verdict);
    expect(run.output).toContain(words);
    expect(run.exitCode).not.toBe(0);
  });

  it.skipIf(process.platform === 'win32')('says so when it may not be read', async () => {
    using project = projectWithSlowFile();
    chmodSync(project.path(FILE), 0);
    const run = await steadfast(['-j', '1'], { cwd: project.root, isolation, asOrdinaryUser: true });
    expect(run.verdicts[FILE]).toBe('failed');
    expect(run.output).toContain('PermissionError');
  });

  it('is reported as changed when it was written again after the run began', async () => {
    using project = projectWithSlowFile();
    const run = await steadfast(['-j', '1'], {
      cwd: project.root,
      isolation,
      onEvent(event) {
        if (event.type === 'test-started' && event.file !== FILE)
          project.write({ [FILE]: 'def test_far():\n    assert True\n' });
      },
    });
    expect(run.verdicts[FILE]).toBe('passed');
    const changes = ofType(run.events, 'tree-changed').map(({ change }) => change);
    expect(changes).toEqual([{ kind: 'file-changed', file: FILE }]);
    expect(run.output).toContain(`${FILE} has changed since it was planned`);
  });

  it('ends its attempt at once although a server that it left behind holds the output open', async () => {
    using project = createProject({
      ...trivialFiles(1),
      'tests/test_server.py':
        'import subprocess\n\ndef test_server():\n    subprocess.Popen(["sleep", "600"], start_new_session=True)\n',
    });
    const run = await steadfast(['-j', '1'], { cwd: project.root, isolation });
    const attempt = ofType(run.events, 'attempt-finished').find(
      ({ file }) => file === 'tests/test_server.py',
    );
    expect(attempt?.outcome).toBe('passed');
    expect(attempt?.durationMs).toBeLessThan(30_000);
    expect(run.exitCode).toBe(0);
  });
});

async function moveAwayAndBack(folder: string, forMs: number): Promise<void> {
  for (const end = Date.now() + forMs; Date.now() < end;) {
    renameSync(folder, `${folder}.away`);
    await sleep(20);
    renameSync(`${folder}.away`, folder);
    // Looks that are 100 ms apart never meet it away three times running: that would be absent by the contract.
    await sleep(60);
  }
}
