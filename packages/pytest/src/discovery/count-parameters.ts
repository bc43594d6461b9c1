/** Brackets, commas, and what must not be looked into. */
const TOKEN = /#.*|"""[^]*?"""|'''[^]*?'''|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|[()[\]{},]|\w+|=/g;

/**
 * Counts the sets of values of a `parametrize` decorator: the elements of its second argument when that is a list or tuple of
 * literals, or N for `range(N)`. 1 for everything that only Python could tell.
 *
 * @param start Where the text after the word `parametrize` begins.
 */
export function countParameters(text: string, start: number): number {
  const values = secondArgument(text, start);
  const range = /^range \( (\d+) \)$/.exec(values.join(' '));
  if (range) return Number(range[1]);
  if (!/^[[(]$/.test(values[0] ?? '')) return 1;
  return countElements(values) ?? 1;
}

/** The tokens of the second argument, or of `argvalues`. */
function secondArgument(text: string, start: number): readonly string[] {
  TOKEN.lastIndex = start;
  const found: string[] = [];
  let depth = 0;
  let argument = 1;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token.startsWith('#')) continue;
    if (/^[)\]}]$/.test(token) && --depth <= 0) break;
    if (token === ',' && depth === 1) {
      argument++;
    } else if (argument === 2 && depth > 0) {
      found.push(token);
    }
    if (/^[([{]$/.test(token)) depth++;
  }
  return found[0] === 'argvalues' ? found.slice(2) : found;
}

/** The elements between the outer brackets; `undefined` for a comprehension. */
function countElements(tokens: readonly string[]): number | undefined {
  let depth = 0;
  let elements = 0;
  let isOpen = false;
  for (const token of tokens) {
    if (/^[([{]$/.test(token)) {
      if (depth === 1) isOpen = true;
      depth++;
    } else if (/^[)\]}]$/.test(token)) {
      depth--;
    } else if (depth === 1 && token === ',') {
      elements += isOpen ? 1 : 0;
      isOpen = false;
    } else if (depth === 1) {
      if (token === 'for') return undefined;
      isOpen = true;
    }
  }
  return elements + (isOpen ? 1 : 0);
}
