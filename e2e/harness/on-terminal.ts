import { join } from 'node:path';
import xterm from '@xterm/headless';
import { execa, execaSync } from 'execa';
import type { Project } from './project.js';
import { STEADFAST } from './steadfast.js';

const ON_TERMINAL = join(import.meta.dirname, 'on_terminal.py');
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const LIVE = /^[█░#.]+ |^\d+\/\d+ files?,/;

/** Starts the command on a terminal, as a person has one. */
export function onTerminal({ root }: Project, words: readonly string[], columns = 80, rows = 24) {
  const command = execa(
    'python3',
    [ON_TERMINAL, String(columns), String(rows), process.execPath, STEADFAST, ...words],
    {
      cwd: root,
      env: {
        TERM: 'xterm-256color',
        CI: '',
        NO_COLOR: '',
        LANG: 'C.UTF-8',
        npm_lifecycle_event: 'npx',
        PYTHONHASHSEED: '0',
      },
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
    /** The terminal goes, as a window that is closed or a connection that breaks. */
    vanish: () => command.kill('SIGKILL'),
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
