import { stripVTControlCharacters } from 'node:util';

/** What moves no cursor: colours and the like. */
// eslint-disable-next-line no-control-regex
const STYLE = /(\x1b\[[\d;:]*m)/;

// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * Text from a test as it can be shown: it must not clear the screen, ring the bell or change the title. Its colours stay
 * where colours are wanted.
 */
export function printable(text: string, color: boolean): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split(STYLE)
    .map((part, index) => (index % 2 === 1 ? (color ? part : '') : withoutControls(part)))
    .join('');
}

function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replaceAll(
    CONTROL,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
