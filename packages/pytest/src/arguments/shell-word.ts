/** A word that a shell takes as it is, so that a command can be copied from the terminal. */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word.replaceAll('"', '\\"')}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
