import type { AttemptRecord, FileRecord, RunRecord } from '../../record/run-record.js';
import { isFailure, type TestHistory, testHistories } from '../../record/test-history.js';
import { plainTraceback, type TestResult } from '../../test-result.js';
import { element, text } from '../markup.js';
import { fileReport, type RecordReport } from '../record-reports.js';
import { HTML_SCRIPT, HTML_STYLE } from './html-style.js';
import { timeline } from './timeline.js';

/** A report that a browser shows, in one file that needs nothing else. */
export function htmlReport(path: string): RecordReport {
  return fileReport('HTML', path, htmlPage);
}

/** The run as one HTML page. */
export function htmlPage(record: RunRecord): string {
  const labels = [...new Set(record.files.map(labelOf))].sort();
  const body = [
    element('h1', {}, [text('Steadfast')]),
    element('p', { class: 'facts' }, [text(facts(record))]),
    element('p', {}, [
      countsLine('Tests', record.counts.tests),
      '<br>',
      countsLine('Files', record.counts.files),
    ]),
    timeline(record),
    ...notable(record),
    element('h2', {}, [text('Files')]),
    element('div', { class: 'filters' }, [
      element('input', { type: 'search', id: 'search', placeholder: 'Find', 'aria-label': 'Find' }),
      ...labels.map(checkbox),
    ]),
    ...[...record.files].sort(oddFirst).map(fileDetails),
    `<script>${HTML_SCRIPT}</script>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Steadfast</title><style>${HTML_STYLE}</style></head>`,
    `<body>\n${body.filter((part) => part !== '').join('\n')}\n</body></html>\n`,
  ].join('\n');
}

function facts({ startedAt, durationMs, shard, tools, complete, root }: RunRecord): string {
  return [
    root,
    new Date(startedAt).toISOString(),
    time(durationMs),
    ...(shard === undefined ? [] : [`shard ${shard.index}/${shard.total}`]),
    ...Object.entries(tools).map(([tool, version]) => `${tool} ${version}`),
    ...(complete ? [] : ['the run was killed before its end']),
  ].join(' · ');
}

function countsLine(title: string, counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => element('span', { class: name }, [text(`${count} ${name}`)]));
  return `${element('b', {}, [text(`${title}:`)])} ${parts.join(', ') || 'none'}`;
}

function notable({ notable: events }: RunRecord): readonly string[] {
  if (events.length === 0) return [];
  const lines = events.map((event) => {
    const said =
      event.type === 'notice'
        ? event.message
        : event.type === 'run-cancelled'
          ? event.reason
          : changeText(event.change);
    return element('li', {}, [text(`${new Date(event.time).toISOString().slice(11, 19)} ${said}`)]);
  });
  return [element('h2', {}, [text('What happened')]), element('ul', {}, lines)];
}

function changeText({ kind, ...change }: { readonly kind: string }): string {
  return [kind, ...Object.values(change)].join(' ');
}

function checkbox(label: string): string {
  const box = element('input', { type: 'checkbox', value: label, checked: '' });
  return element('label', { class: label }, [box, text(` ${label}`)]);
}

/** What is said of the file: its verdict, or that it has none. */
function labelOf({ state, verdict }: FileRecord): string {
  return state === 'finished' ? (verdict ?? 'unfinished') : state;
}

function oddFirst(a: FileRecord, b: FileRecord): number {
  return Number(a.verdict === 'passed') - Number(b.verdict === 'passed');
}

function fileDetails(file: FileRecord): string {
  const label = labelOf(file);
  const { reason, evidence, attempts } = file;
  const why = [
    ...(reason === undefined ? [] : [reason]),
    ...(evidence === undefined ? [] : [evidence.summary, ...evidence.lines]),
  ];
  return element('details', { 'data-verdict': label }, [
    summary(label, file.path, file.durationMs),
    ...(why.length > 0 ? [element('pre', {}, [text(why.join('\n'))])] : []),
    ...testHistories(attempts).map(testDetails),
    ...attempts.map(attemptDetails),
  ]);
}

function testDetails({ id, last, flaky, results }: TestHistory): string {
  const told = results
    .filter((result) => isFailure(result.outcome) || result.message !== undefined)
    .map(resultText);
  return element('details', {}, [
    summary(flaky ? 'flaky' : last.outcome, id, last.durationMs),
    ...told.map((each) => element('pre', {}, [text(each)])),
  ]);
}

function resultText(test: TestResult): string {
  const { message = '', sections = [] } = test;
  return [
    plainTraceback(test) ?? message,
    ...sections.map(({ title, text: content }) => `--- ${title} ---\n${content}`),
  ].join('\n');
}

/** Attempts are worth showing where they say more than their tests. */
function attemptDetails(attempt: AttemptRecord): string {
  const { output, reason, leaks } = attempt;
  const lines = [
    ...(reason === undefined ? [] : [reason]),
    ...leaks.map(
      ({ pid, command, ended }) => `leaked: ${command} (pid ${pid}), ${ended ? 'ended' : 'left alive'}`,
    ),
    ...(output === undefined || output.text === '' ? [] : [output.text]),
  ];
  if (lines.length === 0) return '';
  return element('details', {}, [
    summary(
      attempt.outcome ?? 'unfinished',
      `attempt ${attempt.attempt} (${attempt.cause})`,
      attempt.durationMs,
    ),
    element('pre', {}, [text(lines.join('\n'))]),
  ]);
}

function summary(label: string, name: string, durationMs: number | undefined): string {
  return element('summary', {}, [
    element('span', { class: `verdict ${label}` }, [text(label)]),
    element('code', { class: 'name' }, [text(name)]),
    element('span', { class: 'time' }, [text(durationMs === undefined ? '' : time(durationMs))]),
  ]);
}

function time(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
