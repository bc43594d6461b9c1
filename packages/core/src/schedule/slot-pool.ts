import type { TestFile } from '../test-file.js';

/** A file's right to run attempts: it is given back during a pause, and asked for again. */
export interface Lease {
  /** 0-based number of the slot; the lowest one where a file takes several. No two leases that are held have the same. */
  readonly slot: number;
  /** Gives the slots back; nothing happens when they are given back already. */
  release(): void;
  /** Resolves when the file has its slots again, with false when the signal aborts before. Files that ask here come before new ones. */
  reacquire(signal: AbortSignal): Promise<boolean>;
}

/** How many attempts run at the same time: in this process, or of all processes of this machine. */
export interface SlotPool {
  /** The most attempts of this process at the same time. */
  readonly total: number;
  /** Resolves when the file may run, with `undefined` when the signal aborts before. */
  acquire(file: TestFile, signal: AbortSignal): Promise<Lease | undefined>;
}

/** How many of the slots that there are a file takes at a time. */
export function slotsOf(
  { alone = false, slots = 1 }: Pick<TestFile, 'alone' | 'slots'>,
  total: number,
): number {
  return alone ? total : Math.min(Math.max(1, slots), total);
}
