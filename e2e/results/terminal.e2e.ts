import { describe, expect, it } from 'vitest';
import { onTerminal } from '../harness/on-terminal.js';
import { createProject } from '../harness/project.js';

/** Goes on until the test has seen enough. */
const WAITING =
  'import os, time\n\ndef test_waits():\n    while not os.path.exists("go"): time.sleep(0.05)\n';

describe.skipIf(process.platform === 'win32')('the live view', () => {
  it.each([
    [80, 24],
    [40, 10],
    [20, 5],
    [200, 50],
  ])(
    'of %i columns and %i rows shows what runs, fits, and leaves only results behind',
    async (columns, rows) => {
      using project = createProject({
        'tests/test_1.py': WAITING,
        'tests/test_2.py': 'def test_a(): assert 0\n',
      });
      const terminal = onTerminal(project, [], columns, rows);
      await terminal.shows(/test_1\.py$/m);
      for (const line of terminal.lines()) expect(line.length).toBeLessThanOrEqual(columns);
      project.write({ go: '' });
      expect(await terminal.ended).toBe(1);
      expect(terminal.lines().join('')).toContain('Files: 1 failed, 1 passed');
      expect(terminal.isClean()).toBe(true);
    },
  );

  it('says what runs now when t is pressed, and at SIGUSR1', async () => {
    using project = createProject({ 'test_1.py': WAITING });
    const terminal = onTerminal(project, []);
    await terminal.shows(/test_1\.py$/m);
    terminal.type('t');
    const answer = String.raw`Running: 1 file, 0 of 1 done\n {2}slot 1: test_1\.py, \d`;
    await terminal.shows(new RegExp(answer));
    terminal.signal('SIGUSR1');
    await terminal.shows(new RegExp(`${answer}[^]*${answer}`));
    project.write({ go: '' });
    expect(await terminal.ended).toBe(0);
    expect(terminal.isClean()).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')(
    'survives that the terminal becomes smaller and larger',
    async () => {
      using project = createProject({ 'test_1.py': WAITING });
      const terminal = onTerminal(project, []);
      await terminal.shows(/^░{60,65} 0\/1 file,/m);
      terminal.resize(40, 10);
      await terminal.shows(/^░{20,30} 0\/1 file,/m);
      terminal.resize(120, 30);
      await terminal.shows(/^░{100,105} 0\/1 file,/m);
      project.write({ go: '' });
      expect(await terminal.ended).toBe(0);
      expect(terminal.lines().join('')).toContain('Files: 1 passed');
      expect(terminal.isClean()).toBe(true);
    },
  );

  it.each([
    ['Ctrl-C', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGHUP', 'SIGHUP'],
  ] as const)('leaves the terminal as it was after %s', async (_what, signal) => {
    using project = createProject({ 'test_1.py': WAITING });
    const terminal = onTerminal(project, ['--grace', '1s']);
    await terminal.shows(/test_1\.py$/m);
    if (signal === 'SIGINT') terminal.type('\x03');
    else terminal.signal(signal);
    expect(await terminal.ended).toBe(2);
    const who = signal === 'SIGINT' ? 'Ctrl-C' : signal;
    expect(terminal.lines().join('\n')).toContain(`Interrupted (${who})`);
    expect(terminal.isClean()).toBe(true);
  });
});
