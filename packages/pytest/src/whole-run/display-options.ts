import { lastValue, type PytestArguments } from '../arguments/pytest-arguments.js';

/** How pytest was asked to show results; each means the same of a whole run. */
export interface DisplayOptions {
  readonly color: 'yes' | 'no' | 'auto';
  /** `--tb`: `no` shows no failures, `line` one line for each, all others pytest's own rendering. */
  readonly tracebacks: 'full' | 'line' | 'no';
  /** `-v` counts up from 0, `-q` down. */
  readonly verbosity: number;
  /** What the short summary lists, as the letters of `-r`. */
  readonly reportChars: ReadonlySet<string>;
  readonly header: boolean;
  readonly summary: boolean;
  /** Whether warnings are listed; they are counted all the same. */
  readonly warnings: boolean;
  /** Which captured output a failure shows. */
  readonly showCapture: 'all' | 'no' | 'stdout' | 'stderr' | 'log';
}

/** What holds when pytest is told nothing. */
export const DEFAULT_DISPLAY: DisplayOptions = {
  color: 'auto',
  tracebacks: 'full',
  verbosity: 0,
  reportChars: new Set('fE'),
  header: true,
  summary: true,
  warnings: true,
  showCapture: 'all',
};

/** Reads pytest's options for what it prints: https://docs.pytest.org/en/stable/how-to/output.html */
export function displayOptions(all: PytestArguments): DisplayOptions {
  const given = new Set(all.options.map(({ name }) => name));
  const style = lastValue(all, '--tb');
  return {
    color: oneOf(['yes', 'no'], lastValue(all, '--color')) ?? 'auto',
    tracebacks: style === 'no' || style === 'line' ? style : 'full',
    verbosity: verbosityOf(all),
    reportChars: reportChars(lastValue(all, '--report-chars')),
    header: !given.has('--no-header'),
    summary: !given.has('--no-summary'),
    warnings: !given.has('--disable-warnings'),
    showCapture: oneOf(['no', 'stdout', 'stderr', 'log'], lastValue(all, '--show-capture')) ?? 'all',
  };
}

/** `--verbosity` sets what `-v` and `-q` count. */
function verbosityOf({ options }: PytestArguments): number {
  return options.reduce((verbosity, { name, value }) => {
    if (name === '--verbose') return verbosity + 1;
    if (name === '--quiet') return verbosity - 1;
    return name === '--verbosity' ? Number(value) || 0 : verbosity;
  }, 0);
}

/** The rules of `_pytest.terminal.getreportopt`. */
function reportChars(letters: string | undefined): ReadonlySet<string> {
  let chosen = letters === undefined ? new Set(DEFAULT_DISPLAY.reportChars) : new Set<string>();
  for (const letter of letters ?? '') {
    if (letter === 'a') chosen = new Set('sxXEf');
    else if (letter === 'A') chosen = new Set('PpsxXEf');
    else if (letter === 'N') chosen = new Set();
    else chosen.add(letter === 'F' || letter === 'S' ? letter.toLowerCase() : letter);
  }
  return chosen;
}

function oneOf<const Word extends string>(
  words: readonly Word[],
  given: string | undefined,
): Word | undefined {
  return words.find((word) => word === given);
}
