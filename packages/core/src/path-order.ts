/** Orders paths by their code units, never by locale: the same order on every machine. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
