import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean X?` when one of the known names is close to what was written, else nothing. */
export function suggestion(written: string, known: readonly string[]): string {
  const nearest = nearestName(written, known);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

/** The known name that is close enough to be what was meant. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(written, known);
  if (distance(written, nearest) <= Math.max(1, Math.floor(written.length / 3))) return nearest;
  // `timeout` for `file-timeout`.
  return written.length > 4 ? known.find((name) => name.includes(written)) : undefined;
}
