import type { PytestArguments } from '../arguments/pytest-arguments.js';

/** Options of pytest with which a file does not run all of its tests. */
const FILTERING: ReadonlySet<string> = new Set([
  '-k',
  '-m',
  '--deselect',
  '--last-failed',
  '--stepwise',
  '--stepwise-skip',
  '--collect-only',
  '--setup-only',
  '--setup-plan',
]);

/**
 * Whether a run is one of some tests only, which makes every file look short. What the project's own `addopts` leave out is
 * never run, so it does not count as left out.
 */
export function isFiltered({ options }: Pick<PytestArguments, 'options'>): boolean {
  return options.some(({ name, origin }) => origin !== 'addopts' && FILTERING.has(name));
}
