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
]);

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

/** Each pytest writes the file that these name, and the last one wins. */
export const WRITTEN_BY_EACH: ReadonlySet<string> = new Set([
  '--log-file',
  '--report-log',
  '--json-report-file',
  '--benchmark-json',
  '--cucumber-json',
]);
