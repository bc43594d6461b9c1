import type { TestResult } from '@steadfast/core';
import { printable } from './printable.js';
import type { TextStyle } from './text-style.js';

/** What pytest's `-r` calls outcomes that are no failures, in the order in which they are listed. */
const LETTERS = {
  passed: { letter: 'p', word: 'PASSED' },
  skipped: { letter: 's', word: 'SKIPPED' },
  xfailed: { letter: 'x', word: 'XFAIL' },
  xpassed: { letter: 'X', word: 'XPASS' },
} as const;

type ListedOutcome = keyof typeof LETTERS;

/** Remembers the tests that `-r` asks for, and no others. */
export class ListedTests {
  /** Text of the line, and how often it was said. */
  readonly #lines: Readonly<Record<ListedOutcome, Map<string, number>>> = {
    passed: new Map(),
    skipped: new Map(),
    xfailed: new Map(),
    xpassed: new Map(),
  };

  constructor(private readonly reportChars: ReadonlySet<string>) {}

  add(test: TestResult): void {
    const { outcome, id, message, location } = test;
    if (outcome === 'failed' || outcome === 'error' || !this.reportChars.has(LETTERS[outcome].letter)) return;
    // Tests that were skipped for one reason at one place are one line, as in pytest.
    const place = outcome === 'skipped' && location !== undefined ? `${location.file}:${location.line}` : id;
    const reason =
      message === undefined || message === '' ? '' : `${outcome === 'skipped' ? ': ' : ' - '}${message}`;
    const lines = this.#lines[outcome];
    lines.set(place + reason, (lines.get(place + reason) ?? 0) + 1);
  }

  lines(style: TextStyle): readonly string[] {
    return (Object.keys(LETTERS) as ListedOutcome[]).flatMap((outcome) =>
      [...this.#lines[outcome]].map(([text, count]) => {
        const look = outcome === 'passed' ? style.good : style.odd;
        const times = outcome === 'skipped' ? ` [${count}]` : '';
        return `${look(LETTERS[outcome].word)}${times} ${printable(text, false)}`;
      }),
    );
  }
}
