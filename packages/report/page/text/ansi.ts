import { type Color, createAnsiSequenceParser, type ParseToken } from 'ansi-sequence-parser';

/** A piece of text in one style. */
export interface Piece {
  readonly text: string;
  /** Class names; colours are those of the page, so that they can be read in light and dark. */
  readonly classes: string;
  /** For colours outside of the sixteen that have names. */
  readonly color?: string;
}

const ESCAPE = '\u001b';
const BELL = '\u0007';
/** Titles and links of a terminal, movements, and choices of characters. */
const NOT_A_STYLE = new RegExp(
  [
    String.raw`${ESCAPE}\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)`,
    String.raw`${ESCAPE}\[[0-9;?]*[A-Za-ln-z]`,
    String.raw`${ESCAPE}[()][0-9A-B]`,
  ].join('|'),
  'g',
);

/** Whether a text has styles of a terminal. */
export function hasAnsi(text: string): boolean {
  return text.includes(`${ESCAPE}[`);
}

/** Lines of a terminal's text as pieces of one style each; what is no style is left out. */
export function ansiLines(text: string): readonly (readonly Piece[])[] {
  const parser = createAnsiSequenceParser();
  return text
    .replaceAll(NOT_A_STYLE, '')
    .split('\n')
    .map((line) => parser.parse(line).map(pieceOf));
}

function pieceOf({ value, foreground, background, decorations }: ParseToken): Piece {
  const names = [
    ...(foreground?.type === 'named' ? [`ansi-${foreground.name}`] : []),
    ...(background?.type === 'named' ? [`ansi-on-${background.name}`] : []),
    ...[...decorations].map((decoration) => `ansi-${decoration}`),
  ];
  const color = foreground === null ? undefined : colorOf(foreground);
  return { text: value, classes: names.join(' '), ...(color !== undefined && { color }) };
}

function colorOf(color: Color): string | undefined {
  switch (color.type) {
    case 'named':
      return undefined;
    case 'rgb':
      return `rgb(${color.rgb.join(' ')})`;
    case 'table':
      return tableColor(color.index);
  }
}

/** The 6x6x6 cube and the greys of a terminal with 256 colours. */
function tableColor(index: number): string | undefined {
  if (index < 16) return undefined;
  if (index >= 232)
    return `rgb(${Array(3)
      .fill((index - 232) * 10 + 8)
      .join(' ')})`;
  const cube = index - 16;
  const levels = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return `rgb(${levels.map((level) => (level === 0 ? 0 : level * 40 + 55)).join(' ')})`;
}
