import { stripVTControlCharacters } from 'node:util';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** Text for where nobody understands colours and other sequences of a terminal. */
export function withoutEscapes(text: string): string {
  return stripVTControlCharacters(text).replaceAll(CONTROL, '');
}
