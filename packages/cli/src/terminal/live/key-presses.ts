import { readFileSync } from 'node:fs';
import type { ReadStream } from 'node:tty';

/** Hears what was pressed. */
export type PressKey = (key: string) => void;

/** Keys that are heard. */
export interface Keyboard {
  /** Gives the terminal back for a while. */
  pause(): void;
  /** Takes it again, where it is ours. */
  resume(): void;
  close(): void;
}

const CTRL_C = '\x03';
const CTRL_Z = '\x1a';
const CTRL_BACKSLASH = '\x1c';

/**
 * Hears keys as they are pressed. The terminal then makes no signals of Ctrl-C and the like, so they are made here.
 *
 * @returns nothing where no keys can be heard.
 */
export function listenForKeys(input: ReadStream, press: PressKey): Keyboard | undefined {
  if (!input.isTTY || !isInForeground()) return undefined;
  const hear = (chunk: Buffer | string): void => {
    for (const key of String(chunk)) {
      if (key === CTRL_C) signalGroup('SIGINT');
      else if (key === CTRL_BACKSLASH) signalGroup('SIGQUIT');
      else if (key === CTRL_Z && process.platform !== 'win32') signalGroup('SIGTSTP');
      else press(key);
    }
  };
  const setRaw = (isRaw: boolean): void => {
    // Whoever changes the terminal from the background is stopped for it.
    if (isInForeground()) input.setRawMode(isRaw);
  };
  // A terminal that is gone says so here, and nothing can be done about it.
  input.on('error', ignore);
  input.setRawMode(true);
  input.on('data', hear);
  input.unref();
  return {
    pause: () => {
      setRaw(false);
    },
    resume: () => {
      setRaw(true);
    },
    close: () => {
      input.removeListener('data', hear);
      setRaw(false);
      input.pause();
    },
  };
}

function ignore(): void {
  // Nothing to do.
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
