import { readFileSync } from 'node:fs';
import type { ReadStream } from 'node:tty';

export interface KeyHandler {
  press(key: string): void;
  /** The process is about to be stopped by Ctrl-Z. */
  pause(): void;
  /** It goes on. */
  resume(): void;
}

const CTRL_C = '\x03';
const CTRL_Z = '\x1a';
const CTRL_BACKSLASH = '\x1c';

/**
 * Hears keys as they are pressed. The terminal then makes no signals of Ctrl-C and the like, so they are made here. The
 * returned function gives the terminal back.
 */
export function listenForKeys(input: ReadStream, handler: KeyHandler): () => void {
  // Whoever changes the terminal from the background is stopped for it.
  if (!input.isTTY || !isInForeground()) return () => undefined;
  const suspend = (): void => {
    handler.pause();
    input.setRawMode(false);
    signalGroup('SIGTSTP');
  };
  const resume = (): void => {
    input.setRawMode(true);
    handler.resume();
  };
  const hear = (chunk: Buffer | string): void => {
    for (const key of String(chunk)) {
      if (key === CTRL_C) signalGroup('SIGINT');
      else if (key === CTRL_BACKSLASH) signalGroup('SIGQUIT');
      else if (key === CTRL_Z && process.platform !== 'win32') suspend();
      else handler.press(key);
    }
  };
  input.setRawMode(true);
  input.on('data', hear);
  input.unref();
  process.on('SIGCONT', resume);
  return () => {
    process.removeListener('SIGCONT', resume);
    input.removeListener('data', hear);
    input.setRawMode(false);
    input.pause();
  };
}

/** As the terminal does it: to every process of the foreground group. */
function signalGroup(signal: NodeJS.Signals): void {
  process.kill(process.platform === 'win32' ? process.pid : 0, signal);
}

/** Whether the terminal is this process group's; Linux tells, elsewhere it is assumed. */
function isInForeground(): boolean {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: after the name come state, ppid, pgrp, session, tty, tpgid.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[2] === fields[5];
  } catch {
    return true;
  }
}
