import type { CoverageWords } from '@steadfast/core';
import {
  isGiven,
  lastValue,
  type PytestArguments,
  type PytestOption,
  readArguments,
} from '../../arguments/pytest-arguments.js';

/** What pytest-cov is asked for. */
export interface CoverageRequest {
  /** Options about what is measured, for attempts and reports alike. */
  readonly measuring: readonly string[];
  /** Options about the reports, and the total that they must reach. */
  readonly reporting: readonly string[];
  /** `--cov-config` */
  readonly configFile: string;
  /** `--cov-append`: what earlier runs measured counts, too. */
  readonly append: boolean;
  /** `--no-cov-on-fail` */
  readonly onlyWhenGreen: boolean;
}

/** What makes pytest-cov in an attempt measure and say nothing. */
export const SILENT_COVERAGE: readonly string[] = ['--cov-report=', '--cov-fail-under=0'];

/** With `-p`, because pytest-cov itself may be loaded that way. */
const MEASURING = new Set(['-p', '--cov', '--cov-reset', '--cov-config', '--cov-branch', '--cov-context']);
const REPORTING = new Set(['--cov-report', '--cov-fail-under', '--cov-precision']);

/** `undefined` when nothing is to be measured. */
export function coverageRequest(all: PytestArguments): CoverageRequest | undefined {
  const sources = all.options.filter(({ name }) => name === '--cov' || name === '--cov-reset');
  if (sources.at(-1)?.name !== '--cov' || isGiven(all, '--no-cov')) return undefined;
  const words = (names: ReadonlySet<string>): readonly string[] =>
    all.options.filter(({ name }) => names.has(name)).flatMap((option: PytestOption) => option.words);
  return {
    measuring: words(MEASURING),
    reporting: words(REPORTING),
    configFile: lastValue(all, '--cov-config') ?? '.coveragerc',
    append: isGiven(all, '--cov-append'),
    onlyWhenGreen: isGiven(all, '--no-cov-on-fail'),
  };
}

/** What runs were asked for, as their records tell, on top of what the configuration asks for now. */
export function requestOfRuns(
  { measuring, reporting }: CoverageWords,
  configured: CoverageRequest,
  directory: string,
): CoverageRequest {
  const configFile = lastValue(readArguments(measuring, directory), '--cov-config') ?? '.coveragerc';
  return { ...configured, measuring, reporting, configFile };
}

/** For a part of the suite, whose total says nothing: only all shards together are judged, by `steadfast merge`. */
export function withoutVerdict(request: CoverageRequest): CoverageRequest {
  return { ...request, reporting: [...request.reporting, '--cov-fail-under=0'] };
}

/** Puts data together and reports nothing, where pytest's configuration does not ask for coverage. */
export const COMBINE_ONLY: CoverageRequest = {
  measuring: ['--cov'],
  reporting: SILENT_COVERAGE,
  configFile: '.coveragerc',
  append: false,
  onlyWhenGreen: false,
};
