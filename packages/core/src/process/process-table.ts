import { readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same id by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot. */
  readonly startTicks: number;
}

/** One line of the process table. */
export interface ProcessEntry extends ProcessIdentity {
  readonly parentPid: number;
  readonly group: number;
  readonly session: number;
  /** A zombie has ended, or is about to, and waits for its parent to notice. */
  readonly zombie: boolean;
}

/** What is asked of the machine about its processes; tests give one of their own. */
export interface ProcessTable {
  pids(): readonly number[];
  entry(pid: number): ProcessEntry | undefined;
  /** Command line with spaces between its words. */
  command(pid: number): string;
  /** A variable of the environment that the process was started with. */
  environment(pid: number, name: string): string | undefined;
  /** How long the process has lived. */
  ageMs(identity: ProcessIdentity): number;
}

/** USER_HZ, which is 100 on every architecture that Node supports: https://man7.org/linux/man-pages/man7/time.7.html */
const TICKS_PER_SECOND = 100;

/** PF_EXITING: a process that the kernel is clearing away; its command line is gone already. */
const EXITING = 0x4;

/** The table of a Linux machine, read from /proc: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export const procTable: ProcessTable = {
  pids: () =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0),
  entry: (pid) => parseStat(read(`/proc/${pid}/stat`)),
  command: (pid) => {
    const words = read(`/proc/${pid}/cmdline`).replace(/\0$/, '').replaceAll('\0', ' ');
    return words === '' ? read(`/proc/${pid}/comm`).trim() : words;
  },
  environment: (pid, name) => valueOf(name, read(`/proc/${pid}/environ`)),
  ageMs: ({ startTicks }) => {
    const uptime = Number(read('/proc/uptime').split(' ')[0]);
    return Math.max(0, Math.round((uptime - startTicks / TICKS_PER_SECOND) * 1000));
  },
};

/** A process that has ended meanwhile, or that we may not look into, reads as nothing. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The settings end with a zero byte each. */
export function valueOf(name: string, environ: string): string | undefined {
  const settings = `\0${environ}`;
  const start = settings.indexOf(`\0${name}=`);
  if (start < 0) return undefined;
  const value = start + name.length + 2;
  const end = settings.indexOf('\0', value);
  return settings.slice(value, end < 0 ? undefined : end);
}

/** The name stands in parentheses and may itself hold spaces and parentheses: the fields begin after the last one. */
export function parseStat(stat: string): ProcessEntry | undefined {
  const nameEnd = stat.lastIndexOf(')');
  if (nameEnd < 0) return undefined;
  const fields = stat.slice(nameEnd + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid: Number.parseInt(stat, 10),
    parentPid: field(4),
    group: field(5),
    session: field(6),
    startTicks: field(22),
    zombie: fields[0] === 'Z' || fields[0] === 'X' || (field(9) & EXITING) !== 0,
  };
}
