import { resolve } from 'node:path';
import {
  isGiven,
  lastValue,
  type PytestArguments,
  type PytestOption,
} from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { UsageError } from '../usage-error.js';
import { type DisplayOptions, displayOptions } from './display-options.js';
import { attemptWords, type AttemptWords } from './attempt-words.js';
import { coverageRequest, SILENT_COVERAGE } from './coverage/coverage-request.js';
import { stepwiseLimit, stepwiseRequest } from './stepwise-extension.js';
import { OF_XDIST, REFUSED, SHOWING, TAKEN } from './option-roles.js';

/** What pytest's options for a whole run come to. */
export interface WholeRun {
  readonly words: AttemptWords;
  /** Absolute path of one JUnit report. */
  readonly junitxml?: string;
  /** Absolute path of one HTML report: pytest-html's option, in `addopts` or behind `--`. */
  readonly html?: string;
  /** Stop after so many failed tests; 0 never stops. */
  readonly maxfail: number;
  readonly durations?: SlowestTestsRequest;
  readonly display: DisplayOptions;
  /** What a person should know about what was made of an option. */
  readonly notices: readonly string[];
}

/** Steadfast's own options that say the same as some of pytest's. */
export interface WholeRunOptions {
  /** Absolute path of one JUnit report. */
  readonly junitxml?: string | undefined;
  /** Stop after so many failed tests; 0 never stops. */
  readonly maxfail: number;
  /** How often the failed tests of a file run again. */
  readonly retries: number;
}

/** Which tests are listed as the slowest, as pytest's `--durations` and `--durations-min` have it. */
export interface SlowestTestsRequest {
  /** 0 lists all. */
  readonly count: number;
  /** Quicker tests are not listed. */
  readonly minimumMs: number;
}

export interface WholeRunRequest {
  /** Absolute path of the folder that paths on the command line are relative to. */
  readonly directory: string;
  readonly configuration: PytestConfiguration;
  /** What of the command line is pytest's. */
  readonly given: PytestArguments;
  readonly options: WholeRunOptions;
}

/**
 * Takes over what means a whole run, so that no attempt does it for its one file.
 *
 * @throws {UsageError} for a value that pytest would refuse, too.
 */
export function takeOver({ directory, configuration, given, options }: WholeRunRequest): WholeRun {
  const all = configuration.arguments;
  refuse(all);
  const html = resolved(directory, lastValue(all, '--html'));
  const junitxml = options.junitxml ?? resolved(directory, lastValue(all, '--junitxml'));
  const stepwise = stepwiseRequest(all);
  const wantedMaxfail = options.maxfail > 0 ? options.maxfail : addedMaxfail(all);
  const maxfail = stepwise === undefined ? wantedMaxfail : stepwiseLimit(stepwise);
  const words = attemptWords(all, isForAttempts, all.paths.slice(0, all.paths.length - given.paths.length));
  const durations = durationsOf(all);
  return {
    words: {
      ...words,
      options: [
        ...words.options,
        ...attemptLimit(maxfail, options.retries),
        ...(coverageRequest(all) === undefined ? [] : SILENT_COVERAGE),
      ],
    },
    ...(junitxml === undefined ? {} : { junitxml }),
    ...(html === undefined ? {} : { html }),
    maxfail,
    ...(durations === undefined ? {} : { durations }),
    display: displayOptions(all),
    notices: xdistNotices(all),
  };
}

/** Whether pytest shows something and runs no test: then it is started once, as it is. */
export function showsOnly({ options }: PytestArguments): boolean {
  return options.some(({ name }) => SHOWING.has(name));
}

/** Whether each attempt gets the option; the others mean the run as a whole. */
export function isForAttempts({ name }: PytestOption): boolean {
  return !TAKEN.has(name) && !OF_XDIST.has(name);
}

function resolved(directory: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(directory, path);
}

/** `-x` and `--maxfail` of `addopts` and `PYTEST_ADDOPTS`; those of the command line are Steadfast's own options. */
function addedMaxfail({ options }: PytestArguments): number {
  const last = options.findLast(({ name }) => name === '--exitfirst' || name === '--maxfail');
  if (last === undefined) return 0;
  return last.name === '--exitfirst' ? 1 : wholeNumber(last);
}

/** No attempt needs to go on after as many failures as end the run. One whose failed tests run again has to see all of them. */
function attemptLimit(maxfail: number, retries: number): readonly string[] {
  return maxfail > 0 && retries === 0 ? [`--maxfail=${maxfail}`] : [];
}

function durationsOf(all: PytestArguments): SlowestTestsRequest | undefined {
  const count = all.options.findLast(({ name }) => name === '--durations');
  if (count === undefined) return undefined;
  const minimum = Number(lastValue(all, '--durations-min') ?? DURATIONS_MIN_SECONDS);
  if (Number.isNaN(minimum)) throw new UsageError('--durations-min must be a number of seconds');
  return { count: wholeNumber(count), minimumMs: displayOptions(all).verbosity >= 2 ? 0 : minimum * 1000 };
}

/** pytest's default for `--durations-min`. */
const DURATIONS_MIN_SECONDS = 0.005;

function wholeNumber({ name, value = '', origin }: PytestOption): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isInteger(number)) return Math.max(0, number);
  throw new UsageError(`${name} ${value} (${origin}): must be a whole number`);
}

function xdistNotices(all: PytestArguments): readonly string[] {
  const last = (...names: readonly string[]): PytestOption | undefined =>
    all.options.findLast(({ name }) => names.includes(name));
  const processes = last('--numprocesses', '-d', '--tx') ?? last('--dist');
  const isOff = processes?.value === '0' || processes?.value === 'no';
  if (processes === undefined || isOff || isGiven(all, '--pdb')) return [];
  const { words, origin, value } = processes;
  const jobs = value !== undefined && /^\d+$/.test(value) ? `; -j ${value} runs as many files at a time` : '';
  return [
    `${words.join(' ')} (${origin}) is left out: Steadfast itself runs the files in parallel, and pytest-xdist would start its workers in every one of them${jobs}.`,
  ];
}

/** Options that cannot mean what they say when every file has its own pytest. */
function refuse({ options }: PytestArguments): void {
  for (const { name, words, origin } of options) {
    const instead = REFUSED.get(name);
    if (instead === undefined) continue;
    throw new UsageError(
      `${words.join(' ')} (${origin}): every test file has its own pytest, and each would do that for its own file alone: ${instead}`,
    );
  }
}
