import { countedAttempts, decisiveAttempt } from '@steadfast/core';
import type { FileRecord, SessionWarning } from '@steadfast/core';
import { plural } from './counts-text.js';

/** How many different warnings are told, and how many lines of what plugins said. */
const SHOWN_WARNINGS = 20;
const SHOWN_LINES = 40;

/** So many different ones are remembered; the rest is counted. */
const KEPT = 200;

/** What the sessions of all files said besides the results of their tests, put together while the run goes on. */
export class SessionNotesDigest {
  deselected = 0;
  warnings = 0;
  readonly #warnings = new Map<string, SessionWarning>();
  /** What plugins said -> the files at whose end they said it. */
  readonly #said = new Map<string, string[]>();

  /** Takes the record of a file that is over. */
  add({ path, attempts, verdict }: FileRecord): void {
    const whole = countedAttempts(attempts).filter(({ cause }) => cause !== 'rerun');
    const notes = whole.flatMap((attempt) => attempt.notes ?? []);
    // Each part of a file leaves out the same tests.
    this.deselected += Math.max(0, ...notes.map(({ deselected = 0 }) => deselected));
    for (const { warnings = [] } of notes) for (const warning of warnings) this.#addWarning(warning);
    // What a red file wrote is shown with it.
    const said = decisiveAttempt(attempts)?.notes?.said;
    if (said !== undefined && (verdict === 'passed' || verdict === 'flaky')) this.#addSaid(said, path);
  }

  /** One entry for each different warning, as pytest has them, the most frequent first. */
  warningLines(): readonly string[] {
    const sorted = [...this.#warnings.values()].sort((a, b) => b.count - a.count);
    const rest = sorted.length - SHOWN_WARNINGS;
    return [
      ...sorted.slice(0, SHOWN_WARNINGS).flatMap(warningText),
      ...(rest > 0 ? [`and ${rest} other warnings; the record has them`] : []),
    ];
  }

  saidLines(): readonly string[] {
    const lines = [...this.#said].flatMap(([text, files]) => {
      const [first = ''] = files;
      const whose = files.length === 1 ? first : `${first} and ${plural(files.length - 1, 'more file')}`;
      return [`${whose}:`, ...text.split('\n').map((line) => `  ${line}`)];
    });
    const rest = lines.length - SHOWN_LINES;
    return rest > 0 ? [...lines.slice(0, SHOWN_LINES), `and ${plural(rest, 'more line')}`] : lines;
  }

  /** `, 2 deselected, 1 warning`, for the last line of a run. */
  countsText(): string {
    const deselected = this.deselected > 0 ? `, ${this.deselected} deselected` : '';
    return deselected + (this.warnings > 0 ? `, ${plural(this.warnings, 'warning')}` : '');
  }

  #addWarning(warning: SessionWarning): void {
    this.warnings += warning.count;
    const { category, message, file, line } = warning;
    const key = JSON.stringify([category, message, file, line]);
    const known = this.#warnings.get(key);
    if (known === undefined && this.#warnings.size >= KEPT) return;
    const tests = [...(known?.tests ?? []), ...warning.tests].slice(0, SHOWN_WARNINGS);
    this.#warnings.set(key, { ...warning, count: (known?.count ?? 0) + warning.count, tests });
  }

  #addSaid(text: string, path: string): void {
    const files = this.#said.get(text);
    if (files !== undefined) files.push(path);
    else if (this.#said.size < KEPT) this.#said.set(text, [path]);
  }
}

function warningText({ category, message, file, line, count, tests }: SessionWarning): readonly string[] {
  const [first, ...others] = tests;
  const more = count - 1;
  const where =
    first === undefined ? [] : [`  ${first}${others.length > 0 || more > 0 ? ` and ${more} more` : ''}`];
  const [head = '', ...rest] = message.trim().split('\n');
  return [
    `${file}:${line}: ${category}: ${head}${first === undefined && more > 0 ? ` (${count} times)` : ''}`,
    ...rest.slice(0, 3).map((text) => `    ${text}`),
    ...where,
  ];
}
