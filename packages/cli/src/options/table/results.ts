import { RUNNING, REPORTING, SHOWING, option, optional } from '../option-row.js';
import { choice, flag, path, pathOrStdout } from '../option-type.js';

/** What a run tells, and where. */
export const RESULT_OPTIONS = {
  progress: option({
    type: choice('auto', 'bar', 'lines', 'none'),
    default: 'auto',
    help: 'What to show while tests run: a live view, a line per file, or nothing. auto is the live view on a terminal outside CI, lines elsewhere.',
    group: 'Results',
    commands: RUNNING,
  }),
  failureOutput: option({
    type: choice('auto', 'now', 'end', 'both'),
    default: 'auto',
    help: 'When to show failures: as they happen, at the end of the run, or both. auto shows them at once, and again at the end of a log where they are more than a screen away.',
    group: 'Results',
    commands: RUNNING,
  }),
  junitxml: optional({
    type: path(),
    aliases: ['junit-xml'],
    help: 'Write a JUnit report of the whole run.',
    group: 'Results',
    commands: REPORTING,
  }),
  record: optional({
    type: path(),
    help: 'Write the run record (every file, attempt, test and duration) as JSON.',
    group: 'Results',
    commands: REPORTING,
  }),
  events: optional({
    type: pathOrStdout(),
    help: 'Write events as they happen, one JSON object per line.',
    group: 'Results',
    commands: RUNNING,
  }),
  html: optional({
    type: path(),
    help: 'Write a report for the browser: one self-contained file.',
    group: 'Results',
    commands: SHOWING,
  }),
  compare: optional({
    type: path(),
    help: 'Record or event log of an earlier run, to show in the HTML report what changed.',
    group: 'Results',
    commands: SHOWING,
  }),
  timeline: optional({
    type: path(),
    help: 'Write the timeline of the run as a picture (SVG).',
    group: 'Results',
    commands: SHOWING,
  }),
  trace: optional({
    type: path(),
    onlyWith: /\.json$/,
    help: 'Write the run as a trace that Perfetto and chrome://tracing open. The name must end with .json; without one, --trace is that of pytest.',
    group: 'Results',
    commands: SHOWING,
  }),
  open: option({
    type: flag(),
    default: 'false',
    help: 'Open the HTML report in a browser.',
    group: 'Results',
    commands: ['report'],
    configurable: false,
  }),
  github: option({
    type: choice('auto', 'on', 'off'),
    default: 'auto',
    defaultText: 'auto, on where GITHUB_ACTIONS is true',
    help: 'Annotate failures in pull requests and write a job summary.',
    group: 'Results',
    commands: REPORTING,
  }),
} as const;
