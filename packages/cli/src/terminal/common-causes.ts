import type { FileRecord, TestResult } from '@steadfast/core';
import { plural } from './counts-text.js';
import { firstLine } from './run-digest.js';

/** From so many on, those with the same cause are told together. */
const GROUPED_FROM = 3;

/** How many of a group are named. */
const NAMED = 3;

/**
 * What a file could not run for: a conftest that does not import, an option that pytest does not know. The same words mean the same
 * cause, since they name the place. `undefined` where the cause may be the file's own.
 */
export function causeOfFile({ verdict, reason }: Pick<FileRecord, 'verdict' | 'reason'>): string | undefined {
  return verdict === 'error' ? reason : undefined;
}

/** What a test did not begin for, such as a broken fixture that many ask for; told apart by the place. */
export function causeOfTest({ phase, message, traceback = '' }: TestResult): string | undefined {
  if (phase !== 'setup' || message === undefined || message === '') return undefined;
  return `${message}\n${traceback.trimEnd().split('\n').at(-1) ?? ''}`;
}

/** Remembers which causes were told in full, and of whom. */
export class ToldCauses {
  readonly #first = new Map<string, string>();

  /** Whose the cause was when it was told before; else it is this one's from now on. */
  before(cause: string | undefined, id: string): string | undefined {
    if (cause === undefined) return undefined;
    const first = this.#first.get(cause);
    if (first === undefined) this.#first.set(cause, id);
    return first;
  }
}

/** One entry for each of many: what it is called, what is said of it, and what is said where it stands alone. */
export interface CauseEntry {
  readonly name: string;
  readonly cause: string;
  readonly lines: readonly string[];
}

/** Lists entries, those of one cause as one: with their number, and the first of them. */
export function groupedByCause(entries: readonly CauseEntry[]): readonly string[] {
  const groups = new Map<string, CauseEntry[]>();
  for (const entry of entries) {
    const key = entry.cause === '' ? entry.name : entry.cause;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length < GROUPED_FROM) return group.flatMap(({ lines }) => lines);
    const names = group.slice(0, NAMED).map(({ name }) => name);
    const rest = group.length - names.length;
    return [
      `${plural(group.length, 'time')}: ${firstLine(group[0]?.cause ?? '')}`,
      `    ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    ];
  });
}
