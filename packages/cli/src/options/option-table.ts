import type { OptionRow } from './option-row.js';
import { RUNNING_OPTIONS } from './table/running.js';
import { NOT_FOUND_OPTIONS } from './table/not-found.js';
import { SHARD_OPTIONS } from './table/shards.js';
import { RESULT_OPTIONS } from './table/results.js';
import { OTHER_OPTIONS } from './table/other.js';

/**
 * Every option of Steadfast. The long name is the key in kebab case: `fileTimeout` is `--file-timeout` on the command line,
 * `file-timeout` in `[tool.steadfast]`, `STEADFAST_FILE_TIMEOUT` in the environment and `fileTimeout` in an Nx target.
 * Durations are in milliseconds, paths are absolute.
 */
export const OPTIONS = {
  ...RUNNING_OPTIONS,
  ...NOT_FOUND_OPTIONS,
  ...SHARD_OPTIONS,
  ...RESULT_OPTIONS,
  ...OTHER_OPTIONS,
} as const;

export type OptionName = keyof typeof OPTIONS;

/** The value of every option. */
export type OptionValues = {
  readonly [Name in OptionName]: (typeof OPTIONS)[Name] extends OptionRow<infer Value> ? Value : never;
};

/** All names, in the order of the table. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** The row of an option, whatever the type of its value. */
export function rowOf(name: OptionName): OptionRow<unknown> {
  return OPTIONS[name];
}

/** `file-timeout` for `fileTimeout`: the long name, and the key in `[tool.steadfast]`. */
export function longName(name: OptionName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `STEADFAST_FILE_TIMEOUT` for `fileTimeout`. */
export function environmentName(name: OptionName): string {
  return `STEADFAST_${longName(name).toUpperCase().replaceAll('-', '_')}`;
}

/** Whether an option can be set in configuration, environment and Nx target. */
export function isConfigurable(name: OptionName): boolean {
  return rowOf(name).configurable ?? true;
}
