// Shown as what they are: a name must not be able to look like another, or to turn the page around.
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Makes characters visible that have no shape, or that change the direction of what is around them. */
export function printable(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same for names and other things that are one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\r', '␍').replaceAll('\n', '␊').replaceAll('\t', '␉');
}
