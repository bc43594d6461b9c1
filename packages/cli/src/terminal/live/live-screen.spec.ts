import { Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveScreen } from './live-screen.js';

/** A terminal as a user has one, to which a stream writes. */
class TestTerminal extends Writable {
  readonly isTTY = true;
  readonly #screen = new xterm.Terminal({ cols: 40, rows: 10, allowProposedApi: true, convertEol: true });
  readonly #written: Promise<void>[] = [];

  get columns(): number {
    return this.#screen.cols;
  }

  get rows(): number {
    return this.#screen.rows;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#written.push(new Promise((resolve) => this.#screen.write(chunk, resolve)));
    done();
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.settled();
    this.#screen.resize(columns, rows);
    this.emit('resize');
  }

  async settled(): Promise<void> {
    await Promise.all(this.#written);
  }

  /** Everything that is on the screen and above it. */
  async lines(): Promise<readonly string[]> {
    await this.settled();
    const buffer = this.#screen.buffer.active;
    const lines = Array.from(
      { length: buffer.length },
      (_, index) => buffer.getLine(index)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd().split('\n');
  }
}

let terminal: TestTerminal;
let frame: readonly string[];
let screen: LiveScreen;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  terminal = new TestTerminal();
  frame = ['live 1', 'live 2'];
  screen = new LiveScreen({ stream: terminal, shared: [], frame: () => frame });
});
afterEach(() => {
  screen.close();
  vi.useRealTimers();
});

describe('the live screen', () => {
  it('keeps its lines below what is printed', async () => {
    screen.print('first');
    screen.print('second\nthird');
    expect(await terminal.lines()).toEqual(['first', 'second', 'third', 'live 1', 'live 2']);
  });

  it('shows changes in place', async () => {
    screen.print('above');
    frame = ['live 1 changed', 'live 2', 'live 3'];
    vi.advanceTimersByTime(100);
    expect(await terminal.lines()).toEqual(['above', 'live 1 changed', 'live 2', 'live 3']);
    frame = ['short'];
    vi.advanceTimersByTime(100);
    expect(await terminal.lines()).toEqual(['above', 'short']);
  });

  it('prints all of a text that is longer than the terminal', async () => {
    const text = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    screen.print(text.join('\n'));
    expect(await terminal.lines()).toEqual([...text, 'live 1', 'live 2']);
  });

  it('puts what others write above its lines, with or without an end of line', async () => {
    terminal.write('from elsewhere\n');
    terminal.write(Buffer.from('and without an end'));
    expect(await terminal.lines()).toEqual(['from elsewhere', 'and without an end', 'live 1', 'live 2']);
  });

  it('leaves nothing behind when a terminal becomes narrower and wider again', async () => {
    frame = ['a line that is thirty-eight columns long', 'live 2'];
    screen.print('above');
    frame = ['narrow 1', 'narrow 2'];
    await terminal.resize(15, 10);
    expect(await terminal.lines()).toEqual(['above', 'narrow 1', 'narrow 2']);
    await terminal.resize(60, 10);
    expect(await terminal.lines()).toEqual(['above', 'narrow 1', 'narrow 2']);
  });

  it('goes away for a pause, and comes back', async () => {
    screen.print('above');
    screen.pause();
    terminal.write('the shell\n');
    vi.advanceTimersByTime(1000);
    expect(await terminal.lines()).toEqual(['above', 'the shell']);
    screen.resume();
    expect(await terminal.lines()).toEqual(['above', 'the shell', 'live 1', 'live 2']);
  });

  it('leaves the terminal as it was', async () => {
    screen.print('above');
    screen.close();
    screen.print('after');
    terminal.write('others\n');
    expect(await terminal.lines()).toEqual(['above', 'after', 'others']);
    expect(terminal.write).toBe(Writable.prototype.write);
    expect(terminal.listenerCount('resize')).toBe(0);
  });
});
