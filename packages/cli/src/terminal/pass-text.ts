import { type FileRecord, type TestResult, testHistories } from '@steadfast/core';
import type { DisplayOptions } from '@steadfast/pytest';
import { printable } from './printable.js';
import { rule, section, type SectionPlace } from './section-text.js';

/** What the tests of a file printed that passed, for pytest's `-rP`, and those that passed unexpectedly, for `-rX`. */
export function passTexts(
  { attempts }: FileRecord,
  { reportChars, tracebacks, summary }: DisplayOptions,
  place: SectionPlace,
): readonly string[] {
  if (tracebacks === 'no' || !summary) return [];
  return testHistories(attempts)
    .map(({ last }) => last)
    .filter(({ outcome }) => reportChars.has(outcome === 'passed' ? 'P' : outcome === 'xpassed' ? 'X' : ''))
    .flatMap((test) => passText(test, place) ?? []);
}

function passText({ id, sections = [] }: TestResult, place: SectionPlace): string | undefined {
  const written = sections.filter(({ text }) => text.trim() !== '');
  if (written.length === 0) return undefined;
  return [
    place.style.good(rule(printable(id, false), '_', place)),
    ...written.flatMap(({ title, text }) => section(title, text, place)),
  ].join('\n');
}
