import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import xterm from '@xterm/headless';
import { ROOT } from '../setup/run.mjs';

const ON_TERMINAL = join(ROOT, 'e2e/harness/on_terminal.py');

/** Closer in time than this, two screens are one picture. */
const FRAME_MS = 120;

/**
 * Runs a command on a terminal of its own, and gives what was to be seen: `{ at, rows }` for each picture, `at` in
 * milliseconds since the start, a row being runs of cells that look the same.
 */
export async function record(command, { cwd, env, columns, rows }) {
  const child = spawn('python3', [ON_TERMINAL, String(columns), String(rows), ...command], {
    cwd,
    env: { ...process.env, ...env, TERM: 'xterm-256color', CI: '', NO_COLOR: '', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const startedAt = performance.now();
  const frames = [];
  const look = () => {
    const at = Math.round(performance.now() - startedAt);
    const picture = { at, rows: pictureOf(screen, columns, rows) };
    if (frames.length > 0 && at - frames.at(-1).at < FRAME_MS) picture.at = frames.pop().at;
    frames.push(picture);
  };
  child.stdout.on('data', (chunk) => screen.write(chunk, look));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  await new Promise((resolve) => screen.write('', resolve));
  look();
  return frames;
}

function pictureOf(screen, columns, rows) {
  const buffer = screen.buffer.active;
  return Array.from({ length: rows }, (_, row) => runsOf(buffer.getLine(buffer.viewportY + row), columns));
}

function runsOf(line, columns) {
  const runs = [];
  for (let column = 0; column < columns; column++) {
    const cell = line?.getCell(column);
    const look = { color: colorOf(cell), bold: cell?.isBold() > 0, dim: cell?.isDim() > 0 };
    const last = runs.at(-1);
    const text = cell?.getChars() || ' ';
    if (last && last.color === look.color && last.bold === look.bold && last.dim === look.dim)
      last.text += text;
    else runs.push({ ...look, column, text });
  }
  return runs.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== '');
}

/** The number of one of the sixteen colours; `undefined` for the colour of ordinary text. */
function colorOf(cell) {
  return cell?.isFgPalette() && cell.getFgColor() < 16 ? cell.getFgColor() : undefined;
}
