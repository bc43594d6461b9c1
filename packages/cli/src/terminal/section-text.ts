import { printable } from './printable.js';
import type { TextStyle } from './text-style.js';

/** Where sections are shown. */
export interface SectionPlace {
  readonly style: TextStyle;
  /** Columns of the terminal; absent in files and pipes. */
  readonly columns: number | undefined;
}

/** Columns where the width of the terminal is not known, as in pytest. */
const DEFAULT_COLUMNS = 80;

/** A titled text, as pytest shows what a test printed. */
export function section(title: string, text: string, place: SectionPlace): readonly string[] {
  return [rule(title, '-', place), ...body(text, place.style)];
}

/** Lines of pytest or a test; blank lines around them go, the first line keeps its indentation. */
export function body(text: string, style: TextStyle): readonly string[] {
  return printable(text, style.color)
    .replace(/^(\s*\n)+|\s+$/g, '')
    .split('\n');
}

/** A title in the middle of a line, as pytest has them; never cut. */
export function rule(
  title: string,
  character: string,
  { columns = DEFAULT_COLUMNS }: Pick<SectionPlace, 'columns'>,
): string {
  const side = character.repeat(Math.max(1, Math.floor((columns - title.length - 2) / 2)));
  return `${side} ${title} ${side}`;
}
