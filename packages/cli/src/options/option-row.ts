import type { OptionType } from './option-type.js';

/** The subcommands. */
export const COMMANDS = [
  'run',
  'plan',
  'merge',
  'report',
  'doctor',
  'try',
  'bisect',
  'replay',
  'queue',
] as const;

export type Command = (typeof COMMANDS)[number];

/** The headings of the help, in order. */
export const GROUPS = ['Running', 'Files that are not found', 'Shards', 'Results', 'Other'] as const;

/** One option: the only place that knows it. */
export interface OptionRow<Value> {
  readonly type: OptionType<Value>;
  /** What holds when nobody says anything, as it would be written; absent when nothing does. */
  readonly default?: string;
  /** What help says of the default where it takes more than the value. */
  readonly defaultText?: string;
  /** One letter. */
  readonly short?: string;
  /** Further long names. */
  readonly aliases?: readonly string[];
  /** Options without a value that stand for this one with a value: `-x` for `--maxfail 1`. */
  readonly shorthand?: { readonly spellings: readonly string[]; readonly value: string };
  /** pytest has an option of this name, too: it is ours with such a value only. */
  readonly onlyWith?: RegExp;
  /** One or two sentences. */
  readonly help: string;
  readonly group: (typeof GROUPS)[number];
  readonly commands: readonly Command[];
  /** Whether configuration, environment and the Nx target have it, too; true when absent. */
  readonly configurable?: boolean;
}

/** An option that always has a value. */
export function option<Value>(row: OptionRow<Value> & { readonly default: string }): OptionRow<Value> {
  return row;
}

/** An option that has no value unless somebody gives one. */
export function optional<Value>(row: OptionRow<Value>): OptionRow<Value | undefined> {
  return row as OptionRow<Value | undefined>;
}

export const RUNNING: readonly Command[] = ['run', 'replay'];

/** What a run would do with the machine is what the doctor examines, too. */
export const EXAMINED: readonly Command[] = [...RUNNING, 'doctor'];

/** These run the suite in more ways than one. */
export const COMPARING: readonly Command[] = ['try', 'bisect'];

/** A merge writes the reports of a run that happened elsewhere. */
export const REPORTING: readonly Command[] = [...RUNNING, 'merge'];

/** What is made to be looked at can be made of a record at any time. */
export const SHOWING: readonly Command[] = [...REPORTING, 'report'];
