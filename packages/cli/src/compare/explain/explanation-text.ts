import type { Explanation, SharedResource } from './explanation.js';
import type { StateLeft } from './state-left.js';

/** What a person reads: what was found, and what to do about it. */
export interface ExplanationText {
  readonly finding: string;
  /** Facts that support it. */
  readonly details: readonly string[];
  readonly advice: string;
}

/** Pieces of state that are shown; the most telling come first. */
const MOST_PIECES = 6;

export function explanationText(explanation: Explanation): ExplanationText {
  switch (explanation.kind) {
    case 'unsteady':
      return {
        finding:
          explanation.seen === 'alone'
            ? 'Flaky: pytest gives the file, run alone, different results.'
            : 'Flaky: two runs of pytest over the suite give different results.',
        details: [],
        advice: 'Not caused by Steadfast. --retries 1 reruns failed tests and reports them as flaky.',
      };
    case 'company':
      return companyText(explanation);
    case 'company-unknown':
      return {
        finding:
          'The result depends on which files ran before it in the same process; it could not be reproduced.',
        details: [],
        advice: 'Alone, pytest agrees with Steadfast. Try steadfast bisect FILE.',
      };
    case 'parallel':
      return parallelText(explanation.resource, explanation.message);
    case 'prepared':
      return {
        finding: 'Fails when forked from a prepared process, and passes in a new interpreter.',
        details: [],
        advice: 'Run with isolation = "spawn" and please report it: a fork should make no difference.',
      };
    case 'runner':
      return {
        finding: 'pytest and Steadfast disagree even on this file alone.',
        details: [],
        advice: 'A plugin or an option may need attention: see steadfast doctor, and please report it.',
      };
    case 'collection':
      return explanation.by === 'pytest'
        ? {
            finding: 'Only pytest collects this file.',
            details: [],
            advice:
              'A plugin or a conftest collects it in its own way. Name the file, or add its pattern to python_files.',
          }
        : {
            finding: 'Only Steadfast runs this file.',
            details: [],
            advice:
              'A conftest or a plugin ignores it (collect_ignore). Pass --ignore FILE to leave it out here, too.',
          };
    case 'unexplained':
      return {
        finding: 'Alone, in the suite and with Steadfast the file gives three different results.',
        details: [],
        advice: 'Run it alone a few times: python -m pytest FILE.',
      };
    case 'not-examined':
      return {
        finding: 'Not examined: too many files differ.',
        details: [],
        advice: 'Run steadfast try FILE.',
      };
  }
}

function companyText({
  effect,
  files,
  tests,
  left,
}: Extract<Explanation, { kind: 'company' }>): ExplanationText {
  const who = tests.length > 0 ? tests.join(' and ') : files.join(' and ');
  const verb = tests.length + files.length > 2 || (tests.length === 0 && files.length > 1) ? 'run' : 'ran';
  const finding =
    effect === 'breaks'
      ? `Fails only when ${who} ${verb} before it in the same process.`
      : `Passes only when ${who} ${verb} before it in the same process.`;
  const advice =
    effect === 'breaks'
      ? 'Steadfast gives the file a process of its own, so it passes. To fix it under pytest, restore what is listed (monkeypatch).'
      : 'The file needs a set-up that it does not do itself. Move it to a fixture or a conftest.py.';
  return { finding, details: left.slice(0, MOST_PIECES).map(stateText), advice };
}

/** Such as `leaves module attribute shop.settings.DEBUG: True (was False)`. */
export function stateText({ kind, name, before, after, test }: StateLeft): string {
  const what = name === '' ? kind : `${kind} ${name}`;
  const change = after === undefined ? 'removed' : after;
  const was = before === undefined ? 'was not there' : `was ${before}`;
  const when = test === undefined ? 'Importing leaves' : `${test} leaves`;
  return `${when} ${what}: ${change} (${was})`;
}

function parallelText(resource: SharedResource | undefined, message: string): ExplanationText {
  const details = message === '' ? [] : [message];
  const finding = 'Passes alone, and fails while other files run at the same time.';
  switch (resource) {
    case 'port':
      return {
        finding: `${finding} It uses a port that others use, too.`,
        details,
        advice: 'Use port 0, or add STEADFAST_SLOT (0, 1, ...) to the port number.',
      };
    case 'database':
      return {
        finding: `${finding} It shares a database with others.`,
        details,
        advice: 'Give each slot its own: put STEADFAST_SLOT (0, 1, ...) into the name of the database.',
      };
    case 'file':
      return {
        finding: `${finding} It shares a file or folder with others.`,
        details,
        advice: 'Use tmp_path, or put STEADFAST_SLOT (0, 1, ...) into the name.',
      };
    case undefined:
      return {
        finding,
        details,
        advice:
          'It shares something with others, or depends on timing. Put STEADFAST_SLOT into the names of what it shares, or give the files one group in [[tool.steadfast.overrides]].',
      };
  }
}
