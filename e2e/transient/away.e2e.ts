import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '@steadfast/core';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project, trivialFiles } from '../harness/project.js';
import { ofType, steadfast } from '../harness/steadfast.js';

/** Has the most tests, so it starts first, and gives the disturbance its time. */
const FIRST =
  'import time\nimport pytest\n\n@pytest.mark.parametrize("n", range(50))\ndef test_first(n):\n    time.sleep(0.02)\n';

/** Moves the tests away for a second, again and again, until it is aborted. */
async function moveAwayAndBack(project: Project, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    renameSync(project.path('tests'), project.path('elsewhere'));
    await sleep(1000);
    renameSync(project.path('elsewhere'), project.path('tests'));
    await sleep(1500);
  }
}

/** Does something once, as soon as the first file runs. */
function onFirstAttempt(act: () => void): (event: RunEvent) => void {
  let done = false;
  return ({ type }) => {
    if (done || type !== 'attempt-started') return;
    done = true;
    act();
  };
}

describe('files that discovery saw', () => {
  it('are waited for while their folder is away for a second', async () => {
    using project = createProject(trivialFiles(24));
    const over = new AbortController();
    let moving: Promise<void> | undefined;
    const run = await steadfast(['-j', '2'], {
      cwd: project.root,
      onEvent: onFirstAttempt(() => {
        moving = moveAwayAndBack(project, over.signal);
      }),
    });
    over.abort();
    await moving;
    expect(Object.values(run.verdicts).filter((v) => v !== 'passed' && v !== 'recovered')).toEqual([]);
    expect(Object.keys(run.verdicts)).toHaveLength(24);
    expect(run.exitCode).toBe(0);
  });

  it('are missing together after one patience, when they are gone for good', async () => {
    using project = createProject({ 'slow/test_first.py': FIRST, ...trivialFiles(20) });
    const run = await steadfast(['-j', '1', '--vanished-patience', '3s'], {
      cwd: project.root,
      onEvent: onFirstAttempt(() => {
        rmSync(project.path('tests'), { recursive: true });
      }),
    });
    expect(run.exitCode).toBe(1);
    const missing = ofType(run.events, 'file-finished').filter(({ verdict }) => verdict === 'missing');
    expect(missing).toHaveLength(20);
    for (const { reason } of missing) expect(reason).toMatch(/it has been away for \d+\.\d s/);
    // Twenty patiences of their own would be a minute.
    const took = ofType(run.events, 'run-finished')[0]?.durationMs ?? 0;
    expect(took).toBeLessThan(20 * 3000);
  });

  it('are missing as soon as the operation of git is over that took them', async () => {
    using project = createProject({ 'slow/test_first.py': FIRST, ...trivialFiles(1) });
    await execa('git', ['init', '-q'], { cwd: project.root });
    const lock = project.path('.git/index.lock');
    const take = onFirstAttempt(() => {
      writeFileSync(lock, '');
      rmSync(project.path('tests'), { recursive: true });
    });
    const run = await steadfast(['-j', '1', '--vanished-patience', '60s'], {
      cwd: project.root,
      onEvent: (event) => {
        take(event);
        // The other file is looked for now, while git seems to work.
        if (event.type === 'file-finished' && event.verdict === 'passed') setTimeout(rmSync, 2000, lock);
      },
    });
    const gone = ofType(run.events, 'file-finished').find(({ file }) => file === 'tests/test_000.py');
    expect(gone).toMatchObject({ verdict: 'missing' });
    expect(gone?.durationMs).toBeLessThan(30_000);
  });

  it('are not what a path is that never existed', async () => {
    using project = createProject(trivialFiles(1));
    mkdirSync(project.path('empty'));
    const run = await steadfast(['tests/test_typo.py'], { cwd: project.root });
    expect(ofType(run.events, 'run-finished')[0]?.durationMs ?? 0).toBeLessThan(3000);
    expect(run.exitCode).not.toBe(0);
  });
});
