import { join } from 'node:path';
import xterm from '@xterm/headless';
import { execa, execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

const ON_TERMINAL = join(import.meta.dirname, 'on_terminal.py');
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/** Starts the command on a terminal, as a person has one. */
function onTerminal({ root }: Project, words: readonly string[], columns = 80, rows = 24) {
  const command = execa(
    'python3',
    [ON_TERMINAL, String(columns), String(rows), process.execPath, STEADFAST, ...words],
    {
      cwd: root,
      env: { TERM: 'xterm-256color', CI: '', NO_COLOR: '', LANG: 'C.UTF-8' },
      reject: false,
      buffer: false,
      stdin: 'pipe',
    },
  );
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let written = '';
  let told = '';
  let isOver = false;
  command.stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
    screen.write(chunk);
  });
  command.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = command.then(({ exitCode }) => {
    isOver = true;
    return exitCode;
  });
  const lines = (): readonly string[] => {
    const buffer = screen.buffer.active;
    const all = Array.from(
      { length: buffer.length },
      (_, row) => buffer.getLine(row)?.translateToString(true) ?? '',
    );
    return all.join('\n').trimEnd().split('\n');
  };
  return {
    ended,
    lines,
    /** Whether the cursor is there, and nothing of the live view is left. */
    isClean: () =>
      written.lastIndexOf(SHOW_CURSOR) > written.lastIndexOf(HIDE_CURSOR) &&
      !lines().some((line) => LIVE.test(line)),
    type: (keys: string) => command.stdin.write(keys),
    signal: (signal: NodeJS.Signals) => process.kill(Number.parseInt(told, 10), signal),
    resize: (newColumns: number, newRows: number) => {
      const [, path = ''] = told.trim().split(' ');
      screen.resize(newColumns, newRows);
      execaSync('stty', ['-F', path, 'cols', String(newColumns), 'rows', String(newRows)]);
    },
    shows: async (text: RegExp): Promise<void> => {
      const deadline = Date.now() + 30_000;
      while (!text.test(lines().join('\n'))) {
        if (isOver || Date.now() > deadline)
          throw new Error(`${String(text)} was not shown: ${told}${lines().join('\n')}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
  };
}

const LIVE = /^[█░#.]+ |^\d+\/\d+ files?,/;
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
      await terminal.shows(/^░{40} 0\/1 file,/m);
      terminal.resize(40, 10);
      await terminal.shows(/^░{20,30} 0\/1 file,/m);
      terminal.resize(120, 30);
      await terminal.shows(/^░{40} 0\/1 file,/m);
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
    expect(terminal.lines()).toContain(`Stopping: ${signal}`);
    expect(terminal.isClean()).toBe(true);
  });
});
