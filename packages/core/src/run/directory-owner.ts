import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { procTable } from '../process/process-table.js';

/** The process that a run's folder belongs to. */
export interface DirectoryOwner {
  readonly pid: number;
  /** Tells the process from a later one with the same id; 0 where the system does not say. */
  readonly startTicks: number;
  /** The machine, and on Linux the namespace of the process id: an id says nothing anywhere else. */
  readonly place: string;
}

/** This process. */
export function thisOwner(): DirectoryOwner {
  return { pid: process.pid, startTicks: startTicksOf(process.pid), place: thisPlace() };
}

/** An owner as the line of a file. */
export function ownerText({ pid, startTicks, place }: DirectoryOwner): string {
  return `${pid} ${startTicks} ${place}\n`;
}

/** Reads {@link ownerText}; `undefined` for anything else. */
export function parseOwner(text: string): DirectoryOwner | undefined {
  const [, pid, startTicks, place] = /^(\d+) (\d+) (.+)\n$/.exec(text) ?? [];
  if (place === undefined) return undefined;
  return { pid: Number(pid), startTicks: Number(startTicks), place };
}

/** Whether an owner is certain to live no more: of another machine, nothing is. */
export function isGone({ pid, startTicks, place }: DirectoryOwner): boolean {
  if (place !== thisPlace()) return false;
  return !isAlive(pid) || startTicksOf(pid) !== startTicks;
}

function startTicksOf(pid: number): number {
  return process.platform === 'linux' ? (procTable.entry(pid)?.startTicks ?? 0) : 0;
}

function thisPlace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
