import { type Command, COMMANDS, GROUPS } from './option-row.js';
import { longName, OPTION_NAMES, type OptionName, rowOf } from './option-table.js';
import { wrapText } from './wrap-text.js';

/** What each subcommand is for. */
export const COMMAND_HELP: Readonly<Record<Command, { readonly usage: string; readonly purpose: string }>> = {
  run: {
    usage: 'steadfast [run] [PATH | NODEID ...] [options] [pytest options] [-- pytest options]',
    purpose: 'Runs a pytest suite, one test file per process, in parallel.',
  },
  plan: {
    usage: 'steadfast plan [PATH ...] --shards N|auto [options] [pytest options]',
    purpose: 'Divides a suite into shards of equal duration.',
  },
  merge: {
    usage: 'steadfast merge RECORD ... [COVERAGE_DATA ...] [options]',
    purpose: 'Combines the records, event logs and coverage data of several runs into one result.',
  },
  report: {
    usage: 'steadfast report RECORD ... [--html FILE] [--open] [options]',
    purpose: 'Shows the records or event logs of runs in a browser.',
  },
  doctor: {
    usage: 'steadfast doctor [PATH ... | RECORD] [options] [pytest options]',
    purpose:
      'Shows what a run would use (interpreter, pytest, configuration, isolation) and what would go wrong. Given a record, it judges that run.',
  },
  try: {
    usage: 'steadfast try [PATH ...] [options] [pytest options]',
    purpose:
      'Runs a suite with pytest and with Steadfast, and explains every test that comes out differently.',
  },
  replay: {
    usage: 'steadfast replay RECORD [options] [pytest options]',
    purpose: 'Runs the files of a record again, in the same order and slots.',
  },
  queue: {
    usage: 'steadfast queue status [--watch] [options]',
    purpose: 'Shows how a build stands that several machines run from one queue.',
  },
  bisect: {
    usage: 'steadfast bisect TESTFILE [PATH ...] [options] [pytest options]',
    purpose: 'Finds the tests that change the results of a file that runs after them in the same process.',
  },
};

const EPILOGUE: Readonly<Partial<Record<Command, string>>> = {
  run: 'All other options go to pytest, such as -k, -m, -p, -v and --tb=short. Those about the whole run, such as --cov, --lf and --durations, apply to the whole run. Every option can also be set in [tool.steadfast] of pyproject.toml by its long name, or in the environment, as in STEADFAST_FILE_TIMEOUT=5m. The command line overrides the environment, which overrides the file.',
};

/** The text of `--help` for a terminal of a width in columns. */
export function helpText(command: Command, width: number): string {
  const columns = Math.max(40, Math.min(width, 100));
  const { usage, purpose } = COMMAND_HELP[command];
  const groups = GROUPS.map((group) => ({
    group,
    names: OPTION_NAMES.filter(
      (name) => rowOf(name).group === group && rowOf(name).commands.includes(command),
    ),
  })).filter(({ names }) => names.length > 0);
  const all = groups.flatMap(({ names }) => names);
  // A column for the names where there is room for two; else the text stands below the name.
  const column = Math.max(...all.map((name) => `  ${spellings(name)}  `.length));
  const indent = columns - column >= 36 ? column : 10;
  return [
    ...wrapText(purpose, columns),
    '',
    ...hanging('Usage: ', usage, columns),
    ...(command === 'run' ? ['', ...subcommands(columns)] : []),
    ...groups.flatMap(({ group, names }) => [
      '',
      `${group}:`,
      ...names.flatMap((name) => optionLines(name, indent, columns)),
    ]),
    ...(EPILOGUE[command] === undefined ? [] : ['', ...wrapText(EPILOGUE[command], columns)]),
    '',
  ].join('\n');
}

/** The spellings of an option with its placeholder: `-j, --jobs N|auto`. */
export function spellings(name: OptionName): string {
  const { short, shorthand, type } = rowOf(name);
  const value = type.placeholder === undefined ? '' : ` ${type.placeholder}`;
  const optional = type.optionalPlaceholder === undefined ? '' : `[=${type.optionalPlaceholder}]`;
  const long = `--${longName(name)}${value}${optional}`;
  const letter = short === undefined ? shorthand?.spellings[0]?.slice(1) : short;
  return letter === undefined ? `    ${long}` : `-${letter}, ${long}`;
}

/** What holds when the option is not given; empty where there is nothing to say. */
export function defaultText(name: OptionName): string {
  const row = rowOf(name);
  if (row.type.placeholder === undefined) return '';
  return row.defaultText ?? row.default ?? '';
}

function optionLines(name: OptionName, indent: number, columns: number): readonly string[] {
  const fallback = defaultText(name);
  const text = `${rowOf(name).help}${fallback === '' ? '' : ` [default: ${fallback}]`}`;
  const head = `  ${spellings(name)}`;
  const body = wrapText(text, columns - indent).map((line) => ' '.repeat(indent) + line);
  if (head.length + 2 > indent) return [head, ...body];
  return body.map((line, index) => (index === 0 ? head.padEnd(indent) + line.slice(indent) : line));
}

function subcommands(columns: number): readonly string[] {
  return [
    'Commands:',
    ...COMMANDS.flatMap((name) => hanging(`  ${name.padEnd(8)}`, COMMAND_HELP[name].purpose, columns)),
  ];
}

/** A text behind a heading, with its further lines below the text. */
function hanging(heading: string, text: string, columns: number): readonly string[] {
  const lines = wrapText(text, columns - heading.length);
  return lines.map((line, index) => (index === 0 ? heading : ' '.repeat(heading.length)) + line);
}
