/**
 * Options of pytest that mean a whole run, by what becomes of them here. In the spelling that stands for all others.
 *
 * https://docs.pytest.org/en/stable/reference/reference.html#command-line-flags
 */

/** pytest shows something and runs no test: it gets the terminal and all words, once. */
export const SHOWING: ReadonlySet<string> = new Set([
  '--collect-only',
  '--cache-show',
  '--fixtures',
  '--fixtures-per-test',
  '--markers',
  '--setup-plan',
  '--help',
  '--version',
]);

/** Steadfast does it for the whole run, and no attempt hears of it. */
export const TAKEN: ReadonlySet<string> = new Set([
  '--junitxml',
  '--exitfirst',
  '--maxfail',
  '--durations',
  '--durations-min',
  '--basetemp',
  '--cache-clear',
  '--stepwise',
  '--stepwise-skip',
  '--stepwise-reset',
  '--cov-report',
  '--cov-fail-under',
  '--cov-append',
  '--no-cov-on-fail',
  '--clean-alluredir',
  '--html',
  '--self-contained-html',
  '--css',
]);

/** They choose what of a run is run, and in which order. */
const SELECTING: ReadonlySet<string> = new Set([
  '--last-failed',
  '--last-failed-no-failures',
  '--failed-first',
  '--new-first',
]);

/** Whether an option is about a run as a whole, so that it must not be repeated to run a part of it again. */
export function selectsTheRun(name: string): boolean {
  return TAKEN.has(name) || OF_XDIST.has(name) || SELECTING.has(name);
}

/** pytest-xdist would start processes in every process. */
export const OF_XDIST: ReadonlySet<string> = new Set([
  '--numprocesses',
  '--maxprocesses',
  '--dist',
  '--tx',
  '--px',
  '-d',
  '--looponfail',
  '--rsyncdir',
  '--rsyncignore',
  '--max-worker-restart',
  '--maxschedchunk',
  '--testrunuid',
  '--loadscope-reorder',
  '--no-loadscope-reorder',
]);

/** A person is at the terminal: only for one file at a time. */
export const INTERACTIVE: ReadonlySet<string> = new Set(['--pdb', '--trace']);

/** Each pytest would write the file that these name, and nobody could join them. With what to do instead. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ...['--benchmark-save', '--benchmark-autosave', '--benchmark-compare', '--benchmark-histogram'].map(
    (name) =>
      [name, 'pytest-benchmark numbers what it saves per session; --benchmark-json FILE works'] as const,
  ),
  ['--picked', 'it chooses files by itself; name the changed files'],
  ['--nunit-xml', '--junitxml FILE works'],
  ['--ctrf', '--record FILE or --junitxml FILE work'],
  ['--csv', '--record FILE or --junitxml FILE work'],
  ['--excelreport', '--record FILE or --junitxml FILE work'],
  ['--md-report-output', '--record FILE or --junitxml FILE work'],
  ['--tap-combined', '--junitxml FILE works'],
  ['--store-durations', 'Steadfast remembers durations by itself, see --durations-file'],
]);
