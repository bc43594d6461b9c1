/** What a line of pytest's traceback is. */
export type LineKind =
  'plain' | 'source' | 'current' | 'error' | 'added' | 'removed' | 'hint' | 'place' | 'rule';

/** Tells what a line of a traceback is, from how pytest writes it. */
export function lineKind(line: string): LineKind {
  if (/^E(\s|$)/.test(line)) return errorKind(line.slice(1).trimStart());
  if (/^>/.test(line)) return 'current';
  if (/^(_ )+_?\s*$/.test(line)) return 'rule';
  if (/^\S[^\n]*:\d+: ?\S*$/.test(line)) return 'place';
  return /^\s{4}/.test(line) ? 'source' : 'plain';
}

/** Assertions show differences: what was expected, what was found, and where to look. */
function errorKind(said: string): LineKind {
  if (/^\+\s+(where|and)\s/.test(said)) return 'error';
  if (/^\+(\s|$)/.test(said)) return 'added';
  if (/^-(\s|$)/.test(said)) return 'removed';
  return /^\?\s/.test(said) ? 'hint' : 'error';
}
