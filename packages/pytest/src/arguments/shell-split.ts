/**
 * Splits a text into words as Python's `shlex.split` does, which is how pytest reads `addopts` and `PYTEST_ADDOPTS`.
 *
 * @throws {SyntaxError} in Python's words when a quotation or an escape has no end.
 */
export function shellSplit(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (' \t\r\n'.includes(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') {
      if (++at >= text.length) throw new SyntaxError('No escaped character');
      word = (word ?? '') + text.charAt(at);
    } else if (character === '"' || character === "'") {
      const quoted = readQuoted(text, at);
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

function readQuoted(text: string, start: number): { readonly text: string; readonly end: number } {
  const quote = text.charAt(start);
  let quoted = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) return { text: quoted, end: at };
    // Between double quotes a backslash escapes itself and the quote, and is itself before anything else.
    const escapes = quote === '"' && character === '\\' && ['"', '\\'].includes(text.charAt(at + 1));
    quoted += escapes ? text.charAt(++at) : character;
  }
  throw new SyntaxError('No closing quotation');
}
