/** A part of a word: quoted one way or the other, or not at all. */
const PARTS = /'([^']*)'|"([^"]*)"|([^\s'"]+)/g;

/** The words of a command line, without their quotes. Only for one that needs nothing else of a shell. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let end = -1;
  for (const match of text.matchAll(PARTS)) {
    const [whole, single, double, bare] = match;
    const part = single ?? double ?? bare ?? '';
    if (match.index === end) words.push(`${words.pop() ?? ''}${part}`);
    else words.push(part);
    end = match.index + whole.length;
  }
  return words;
}

/** What of a command line a shell would look into. */
export function unquoted(text: string): string {
  return text.replace(/'[^']*'/g, '').replace(/"[^"$`\\]*"/g, '');
}
