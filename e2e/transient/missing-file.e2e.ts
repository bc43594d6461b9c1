import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { awayWhilePytestLooks } from '../faults/away-while-pytest-looks.js';
import { type Mover, startMover } from '../faults/mover.js';
import { createProject, trivialFiles } from '../harness/project.js';
import { attemptsOf, ofType, steadfast } from '../harness/steadfast.js';

const FILE = 'tests/test_001.py';

describe.each(['spawn', 'project'] as const)('a file that is missing for a moment (%s)', (isolation) => {
  it.each([1, 2, 3])('recovers on retry %i', async (retry) => {
    using project = createProject(trivialFiles(3));
    const attempts = Array.from({ length: retry }, (_, index) => index + 1);
    const fault = awayWhilePytestLooks({ path: FILE, attempts });
    const run = await steadfast([...fault.args, '--missing-backoff', '50ms'], {
      cwd: project.root,
      env: fault.env,
      isolation,
    });
    expect(run.verdicts).toEqual({
      'tests/test_000.py': 'passed',
      [FILE]: 'recovered',
      'tests/test_002.py': 'passed',
    });
    expect(attemptsOf(run.events, FILE)).toEqual([
      'first not-found',
      ...Array.from({ length: retry - 1 }, () => 'missing not-found'),
      'missing passed',
    ]);
    expect(run.exitCode).toBe(0);
  });

  it('gives up after four attempts when pytest never finds a file that is there', async () => {
    using project = createProject(trivialFiles(2));
    const fault = awayWhilePytestLooks({ path: FILE, attempts: [1, 2, 3, 4, 5] });
    const run = await steadfast([...fault.args, '--missing-backoff', '10ms'], {
      cwd: project.root,
      env: fault.env,
      isolation,
    });
    expect(run.verdicts).toEqual({ 'tests/test_000.py': 'passed', [FILE]: 'missing' });
    expect(attemptsOf(run.events, FILE)).toHaveLength(4);
    expect(run.exitCode).toBe(1);
  });

  it('is missing at once when it is away for ever, and the others run', async () => {
    using project = createProject(trivialFiles(3));
    const fault = awayWhilePytestLooks({ path: FILE, attempts: [1], back: false });
    const run = await steadfast(fault.args, { cwd: project.root, env: fault.env, isolation });
    expect(run.verdicts).toEqual({
      'tests/test_000.py': 'passed',
      [FILE]: 'missing',
      'tests/test_002.py': 'passed',
    });
    expect(attemptsOf(run.events, FILE)).toEqual(['first not-found']);
    expect(run.exitCode).toBe(1);
  });

  it('is believed to be there when only the last stat finds it', async () => {
    using project = createProject(trivialFiles(2));
    const fault = awayWhilePytestLooks({ path: FILE, attempts: [1], back: false });
    const run = await steadfast([...fault.args, '--missing-backoff', '10ms'], {
      cwd: project.root,
      env: fault.env,
      isolation,
      onEvent(event) {
        if (event.type !== 'attempt-finished' || event.outcome !== 'not-found') return;
        setTimeout(() => {
          renameSync(project.path(`${FILE}.away`), project.path(FILE));
        }, 130);
      },
    });
    expect(run.verdicts[FILE]).toBe('recovered');
    const [check] = ofType(run.events, 'presence-checked');
    expect(check?.stats[0]?.result).toBe('ENOENT');
    expect(check?.stats.at(-1)?.result).toBe('ok');
    expect(run.exitCode).toBe(0);
  });

  it('recovers when its folder was away', async () => {
    using project = createProject({ ...trivialFiles(1), 'tests/deep/test_far.py': 'def test_far(): pass\n' });
    const fault = awayWhilePytestLooks({ path: 'tests/deep', attempts: [1, 2] });
    const run = await steadfast([...fault.args, '--missing-backoff', '10ms'], {
      cwd: project.root,
      env: fault.env,
      isolation,
    });
    expect(run.verdicts['tests/deep/test_far.py']).toBe('recovered');
    expect(run.exitCode).toBe(0);
  });

  it('costs no file of 300 while two processes move files away and back', async () => {
    const files = trivialFiles(300);
    using project = createProject(files);
    const movers: Mover[] = [];
    const run = await steadfast(['-j', '2', '--missing-backoff', '100ms'], {
      cwd: project.root,
      isolation,
      onEvent(event) {
        if (event.type !== 'run-started') return;
        for (const seed of [1, 2]) movers.push(startMover(project.path('tests'), { seed, longestMs: 40 }));
      },
    });
    const moves = await Promise.all(movers.map((mover) => mover.stop()));

    expect(Math.min(...moves)).toBeGreaterThan(100);
    expect(Object.keys(run.verdicts)).toHaveLength(300);
    const verdicts = Object.values(run.verdicts);
    expect(verdicts.filter((verdict) => verdict !== 'passed' && verdict !== 'recovered')).toEqual([]);
    const tests = ofType(run.events, 'run-finished')[0]?.counts.tests;
    expect(tests?.passed).toBe(600);
    expect(run.exitCode).toBe(0);
  }, 300_000);
});
