import { decisiveAttempt } from '../../record/counted-attempts.js';
import { failuresOf, type Failure } from '../../record/failures.js';
import type { RunRecord } from '../../record/run-record.js';
import { testHistories } from '../../record/test-history.js';
import { plainTraceback } from '../../test-result.js';

/** GitHub refuses a step's summary above 1 MiB; other tools may write to it, too. */
const LIMIT_BYTES = 512 * 1024;
const FAILURES_SHOWN = 50;
const TRACEBACK_CHARACTERS = 4000;
const SLOWEST_SHOWN = 5;

/** What a summary has besides the run itself. */
export interface SummaryContext {
  /** The project of a monorepo. */
  readonly project?: string | undefined;
  /** The timeline in characters: GitHub shows no pictures that come with a summary. */
  readonly timeline?: string | undefined;
}

/** The run in Markdown, for the summary of a job on GitHub. */
export function jobSummary(record: RunRecord, { project, timeline = '' }: SummaryContext = {}): string {
  const sections = [
    heading(record, project),
    list('Flaky', flakyLines(record)),
    list('Recovered', recoveredLines(record)),
    list('Leaked processes', leakLines(record)),
    list('Slowest files', slowestLines(record)),
    timeline === '' ? '' : details('', 'Timeline', timeline),
    failures(record.files.flatMap(failuresOf)),
  ];
  return cut(sections.filter((text) => text !== '').join('\n\n'));
}

function heading({ counts, durationMs, shard, complete }: RunRecord, project: string | undefined): string {
  const files = Object.entries(counts.files).filter(([, count]) => count > 0);
  const tests = Object.entries(counts.tests).filter(([, count]) => count > 0);
  const red = counts.files.failed + counts.files.missing + counts.files['timed-out'] + counts.files.crashed;
  const sign = red + counts.files.error > 0 || !complete ? '❌' : '✅';
  const part = shard === undefined ? '' : `, shard ${shard.index}/${shard.total}`;
  const described = (entries: readonly [string, number][]): string =>
    entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} ${name}`).join(', ');
  return [
    `## ${sign} Steadfast${project === undefined ? '' : `: ${project}`}${part}`,
    '',
    `**Tests:** ${described(tests)}  `,
    `**Files:** ${described(files)}  `,
    `**Time:** ${(durationMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`### ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}

function flakyLines({ files }: RunRecord): readonly string[] {
  return files.flatMap(({ attempts }) =>
    testHistories(attempts)
      .filter(({ flaky }) => flaky)
      .map(
        ({ id, results: [first] }) =>
          `${code(id)} ${first?.message === undefined ? '' : code(first.message)}`,
      ),
  );
}

function recoveredLines({ files }: RunRecord): readonly string[] {
  return files
    .filter(({ verdict }) => verdict === 'recovered')
    .map(({ path, retries, reason = 'was away for a moment' }) =>
      retries.missing === 0
        ? `${code(path)}: ${code(reason)}`
        : `${code(path)} was not found in ${retries.missing} of its attempts although it was there`,
    );
}

function leakLines({ files }: RunRecord): readonly string[] {
  return files.flatMap((file) =>
    file.attempts
      .flatMap(({ leaks }) => leaks)
      .map(({ test, pid, command }) => `${code(test ?? file.path)}: ${code(command)} (pid ${pid})`),
  );
}

function slowestLines({ files }: RunRecord): readonly string[] {
  return [...files]
    .sort((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0))
    .slice(0, SLOWEST_SHOWN)
    .filter(({ durationMs = 0 }) => durationMs > 0)
    .map(({ path, durationMs = 0 }) => `${(durationMs / 1000).toFixed(1)} s ${code(path)}`);
}

function failures(all: readonly Failure[]): string {
  if (all.length === 0) return '';
  const shown = all.slice(0, FAILURES_SHOWN).map(failure);
  const rest = all.length - shown.length;
  return ['### Failures', ...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n\n');
}

function failure(each: Failure): string {
  if (each.kind === 'test') {
    const { id, last } = each.test;
    return details(id, last.message ?? last.outcome, plainTraceback(last) ?? '');
  }
  const { path, reason = '', evidence, attempts } = each.file;
  const text = [
    reason,
    ...(evidence === undefined ? [] : [evidence.summary, ...evidence.lines]),
    decisiveAttempt(attempts)?.output?.text ?? '',
  ];
  return details(path, each.verdict, text.join('\n'));
}

function details(name: string, what: string, text: string): string {
  const named = name === '' ? '' : `<code>${html(name)}</code> `;
  const summary = `<summary>${named}${html(oneLine(what))}</summary>`;
  const shown = text.length > TRACEBACK_CHARACTERS ? `${text.slice(0, TRACEBACK_CHARACTERS)}\n[...]` : text;
  return ['<details>', summary, '', `<pre>${html(shown.trim())}</pre>`, '', '</details>'].join('\n');
}

/** As inline code, whatever it holds. */
function code(text: string): string {
  return `<code>${html(oneLine(text))}</code>`;
}

function oneLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= LIMIT_BYTES) return `${text}\n`;
  // Failures are last; a list of them that is cut says so, and no element stays open.
  const end = bytes.toString('utf8', 0, LIMIT_BYTES).lastIndexOf('<details>');
  return `${text.slice(0, Math.max(0, end))}\n\nThe rest is too long to be shown here.\n`;
}
