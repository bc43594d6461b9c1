import { isAbsolute, relative, sep } from 'node:path';
import { isGreen, type Leak, type ReportResult, type RunCounts } from '@steadfast/core';
import type { DisplayOptions } from '@steadfast/pytest';
import { plural } from './counts-text.js';
import { durationText } from './duration-text.js';
import { lastLines } from './last-line.js';
import { fitted, wrapped } from './line-width.js';
import { printable } from './printable.js';
import type { NotedFile, NotedTest, RunDigest } from './run-digest.js';
import { failureLines } from './short-summary.js';
import type { TextStyle } from './text-style.js';

export interface SummaryContent {
  readonly digest: RunDigest;
  readonly counts: RunCounts;
  readonly durationMs: number;
  readonly isGreen: boolean;
  /** Files that have no verdict from an attempt of their own. */
  readonly notRun: readonly string[];
  readonly reports: readonly ReportResult[];
  /** Runs all failures again; absent where that makes no sense. */
  readonly rerun?: string;
  /** Paths below it are shown relative to it. */
  readonly root: string;
  readonly style: TextStyle;
  readonly display: DisplayOptions;
  /** Columns of the terminal; absent in files and pipes. */
  readonly columns: number | undefined;
}

/** A heading with what belongs under it; not printed when that is nothing. */
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is said at the end of a run: the odd first, then the bad, and last the one line that people look for. */
export function summaryText(content: SummaryContent): string {
  const { display, counts, notRun, durationMs, isGreen, style, columns, reports, root } = content;
  const notes = content.digest.notes.countsText();
  const totals = { counts, notes, notRun: notRun.length, durationMs, isGreen };
  return [
    ...(display.summary ? mainSections(content).flatMap((section) => sectionText(section, style)) : []),
    ...sectionText({ title: 'Reports', lines: prose(reportLines(reports, root, display), columns) }, style),
    ...rerunLines(content),
    // As with pytest's -qq.
    ...(display.verbosity < -1 ? [] : lastLines(totals, style, columns)),
  ].join('\n');
}

function mainSections(content: SummaryContent): readonly Section[] {
  const { digest, style, columns, display } = content;
  const text = (lines: readonly string[]): readonly string[] => prose(lines, columns);
  const cut = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => fitted(`  ${printable(line, false)}`, columns));
  const context = { style, reportChars: display.reportChars, columns };
  return [
    { title: 'Warnings', lines: display.warnings ? text(digest.notes.warningLines()) : [] },
    { title: 'Said at the end of files', lines: cut(digest.notes.saidLines()) },
    { title: 'Slowest tests', lines: cut(slowestTestLines(digest)) },
    { title: 'Slowest files', lines: display.verbosity < 0 ? [] : cut(slowestLines(digest)) },
    { title: 'Listed with -r', lines: digest.listed.lines(style).map((line) => fitted(line, columns)) },
    { title: 'Leaked processes (still running after their test file ended)', lines: text(leakLines(digest)) },
    { title: 'Recovered (not found at first, then passed)', lines: text(recoveredLines(digest)) },
    { title: 'Flaky (failed, then passed)', lines: cut(flakyLines(digest)) },
    { title: 'Interrupted', lines: text(interruptedLines(digest)) },
    { title: 'Not run', lines: text(notRunLines(content)) },
    { title: 'Services and set-up that failed', lines: text(digest.failedServices) },
    { title: 'Failures', lines: failureLines(digest.noted, context) },
    { title: 'Likely culprits of missing files', lines: text(culpritLines(digest)) },
  ];
}

function sectionText({ title, lines }: Section, style: TextStyle): readonly string[] {
  return lines.length === 0 ? [] : [style.strong(title), ...lines, ''];
}

function rerunLines({ rerun, style, digest }: SummaryContent): readonly string[] {
  const failed = digest.noted.some(({ verdict }) => verdict !== undefined && !isGreen(verdict));
  return rerun === undefined || !failed ? [] : [`${style.strong('Run the failures again:')} ${rerun}`, ''];
}

function prose(lines: readonly string[], columns: number | undefined): readonly string[] {
  return lines.flatMap((line) => wrapped(`  ${printable(line, false)}`, columns, '    '));
}

function slowestTestLines({ slowestTests }: RunDigest): readonly string[] {
  return timed(slowestTests.tests.map(({ id, durationMs }) => [durationMs, id]));
}

/** Files that are over in less are nobody's concern. */
const SLOW_MS = 1000;

function slowestLines({ slowest, done }: RunDigest): readonly string[] {
  const slow = slowest.filter(({ durationMs }) => durationMs >= SLOW_MS);
  return done < 2 ? [] : timed(slow.map(({ path, durationMs }) => [durationMs, path]));
}

function timed(entries: readonly (readonly [durationMs: number, name: string])[]): readonly string[] {
  const times = entries.map(([durationMs]) => durationText(durationMs));
  const width = times.reduce((widest, time) => Math.max(widest, time.length), 0);
  return entries.map(([, name], index) => `${(times[index] ?? '').padStart(width)}  ${name}`);
}

function leakLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap((file) => file.leaks.map((leak) => `${leak.test ?? file.path}: ${leakText(leak)}`));
}

/** `pid 4711, "python -m http.server", 2.1s old, ended` */
export function leakText({ pid, command, ageMs, ended }: Leak): string {
  return `pid ${pid}, "${command}", ${durationText(ageMs)} old, ${ended ? 'ended' : 'left alive'}`;
}

function recoveredLines({ noted }: RunDigest): readonly string[] {
  return noted
    .filter(({ retries, verdict }) => verdict === 'recovered' || (retries.missing > 0 && verdict === 'flaky'))
    .map((file) => `${file.path}  ${recoveryText(file)}`);
}

function recoveryText({ retries: { missing }, presenceChecks, reason }: NotedFile): string {
  if (missing === 0) return reason ?? 'was away for a moment';
  const stats = presenceChecks.flatMap(({ stats }) => stats).map(({ result }) => result);
  const looks = stats.length > 0 ? ` (stat: ${stats.join(', ')})` : '';
  const times = missing === 1 ? 'once' : missing === 2 ? 'twice' : `${missing} times`;
  return `pytest reported "not found" ${times}; the file existed${looks}`;
}

function flakyLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap(({ tests }) => tests.filter(({ flaky }) => flaky).map(testText));
}

function testText({ id, message }: NotedTest): string {
  return message === '' ? id : `${id} - ${message}`;
}

/** Who took files away; once, however many they are. */
function culpritLines({ noted }: RunDigest): readonly string[] {
  const culprits = noted.flatMap(({ evidence }) => evidence?.culprit ?? []);
  return [...new Set(culprits.map(({ file, test }) => test ?? file))];
}

function interruptedLines({ noted }: RunDigest): readonly string[] {
  return noted.flatMap(({ path, interrupted }) =>
    interrupted === undefined
      ? []
      : [`${interrupted.test ?? path} was running; the file ran for ${durationText(interrupted.afterMs)}`],
  );
}

function notRunLines({ digest: { done }, notRun }: SummaryContent): readonly string[] {
  if (notRun.length === 0) return [];
  const SHOWN = 10;
  const rest = notRun.length - SHOWN;
  return [
    `${notRun.length} of ${plural(done + notRun.length, 'file')} not run:`,
    ...notRun.slice(0, SHOWN),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

/** A report that could not be written is always told. */
function reportLines(
  reports: readonly ReportResult[],
  root: string,
  { verbosity }: DisplayOptions,
): readonly string[] {
  return reports
    .filter(({ kind }) => kind !== 'written' || verbosity >= 0)
    .map((report) => {
      const line = `${report.report}: ${report.path === '-' ? 'standard output' : shortPath(report.path, root)}`;
      return report.kind === 'written' ? line : `${line} could not be written: ${report.message}`;
    });
}

/** Relative, with `/`, where the path lies below the root. */
function shortPath(path: string, root: string): string {
  const short = relative(root, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short.replaceAll(sep, '/');
}
