import type { DifferingTest, Reference, SuiteComparison } from '../../compare/compare-suite.js';
import type { ExplainedFile } from '../../compare/explain/explain-differences.js';
import { explanationText } from '../../compare/explain/explanation-text.js';
import { countTests } from '../../compare/seen-tests.js';
import type { Cost } from '../../compare/run-measured.js';
import type { TimeFacts } from '../../compare/time-facts.js';
import { durationText } from '../../terminal/duration-text.js';
import type { TextBlock, TextDocument, TextSection } from './text-document.js';

/** What a trial found. */
export interface Trial {
  readonly comparison: SuiteComparison;
  readonly explained: readonly ExplainedFile[];
  readonly times: TimeFacts | undefined;
  readonly files: number;
  readonly jobs: number;
}

/** Tests of a file that are listed. */
const MOST_TESTS = 5;

/** The report of `steadfast try`. */
export function tryReport(trial: Trial): TextDocument {
  const { comparison, explained, files } = trial;
  const tests = countTests(comparison.steadfast[1].tests);
  const { differing } = comparison;
  return {
    title: `steadfast try: ${count(files, 'file')}, ${count(tests, 'test')}, compared with ${referenceName(comparison.against, trial.jobs)}`,
    summary: summaryOf(tests, differing.length, explained.length),
    isGood: differing.length === 0 && tests > 0,
    sections: [
      ...section(
        'About the comparison',
        comparison.remarks.map((text) => ({ kind: 'paragraph', text })),
      ),
      ...section('Tests that differ', explained.map(findingBlock)),
      ...section('Time', timeBlocks(trial)),
    ],
  };
}

function section(title: string, blocks: readonly TextBlock[]): readonly TextSection[] {
  return blocks.length === 0 ? [] : [{ title, blocks }];
}

function summaryOf(tests: number, differing: number, files: number): string {
  if (tests === 0) return 'No test ran: nothing was compared.';
  if (differing === 0) return `Same outcome for every test (${tests}).`;
  return `Same outcome for ${tests - differing} of ${count(tests, 'test')}; ${differing} in ${count(files, 'file')} differ, explained above.`;
}

function referenceName(against: Reference, jobs: number): string {
  switch (against) {
    case 'pytest':
      return 'one pytest process';
    case 'xdist':
      return `pytest -n ${jobs}`;
    case 'file':
      return 'python -m pytest FILE';
  }
}

function findingBlock({ file, tests, explanation }: ExplainedFile): TextBlock {
  const { finding, details, advice } = explanationText(explanation);
  const shown = tests.slice(0, MOST_TESTS).map((test) => testText(file, test));
  const more = tests.length > MOST_TESTS ? [`... and ${tests.length - MOST_TESTS} more tests`] : [];
  return { kind: 'finding', heading: file, lines: [...shown, ...more, finding, ...details, advice] };
}

function testText(file: string, { key, pytest, steadfast }: DifferingTest): string {
  const name = key.startsWith(`${file} `) ? key.slice(file.length + 1) : key;
  const [, test = name] = /::(.*)$/s.exec(name) ?? [];
  return `${test}: pytest ${pytest?.outcome ?? 'did not run it'}, Steadfast ${steadfast?.outcome ?? 'did not run it'}`;
}

function timeBlocks({ comparison, times, jobs }: Trial): readonly TextBlock[] {
  if (times === undefined) return [];
  const { pytest, first, second, startUpShare, longest, expected } = times;
  const rows = [
    ['', 'wall', 'CPU', 'against pytest'],
    costRow(referenceName(comparison.against, jobs), pytest, pytest),
    costRow(`Steadfast, first run (${count(jobs, 'slot')})`, first, pytest),
    costRow(`Steadfast, second run (${count(jobs, 'slot')})`, second, pytest),
  ];
  const facts = [
    `${percent(startUpShare)} of the attempts' time is start-up, imports and fixtures of the session; the rest is tests.`,
    ...(longest === undefined
      ? []
      : [
          `The longest file is ${longest.path} (${durationText(longest.estimateMs)}); a run cannot be faster than that.`,
        ]),
    `Expected with steadfast plan --shards N: ${expected.map(({ machines, wallMs }) => `${durationText(wallMs)} on ${machines} machines`).join(', ')}.`,
  ];
  return [
    { kind: 'table', rows },
    { kind: 'list', items: facts },
  ];
}

function costRow(name: string, cost: Cost, reference: Cost): readonly string[] {
  const cpu = cost.cpuMs === undefined ? '' : durationText(cost.cpuMs);
  const ratio = cost.wallMs === 0 ? '' : `${(reference.wallMs / cost.wallMs).toFixed(1)}x`;
  return [name, durationText(cost.wallMs), cpu, ratio];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
