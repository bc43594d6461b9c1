import type { BuildJudgement, BuildRecord, JudgedFile } from '@steadfast/queue';

/** Files that are named before the others are only counted. */
const MOST_NAMES = 50;

/** What a build came to, and why it is red if it is. */
export function judgementText(
  { build }: BuildRecord,
  { files, red, unfinished, counts }: BuildJudgement,
): string {
  const verdicts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  const open = unfinished.length === 0 ? '' : `, ${unfinished.length} without a counted verdict`;
  return [
    ...named(
      red,
      ({ path, counted }) =>
        `${path}: ${counted?.reason ?? counted?.verdict ?? ''} (node ${counted?.node ?? ''})`,
    ),
    ...named(unfinished, ({ path }) => `${path}: no counted verdict`),
    `Build ${build}: ${files.length} files, ${verdicts.join(', ') || 'none finished'}${open}.`,
  ].join('\n');
}

/** The nodes of the newest generation, one per line. */
export function nodesText({ generations }: BuildRecord): string {
  const newest = generations.at(-1);
  const counted = [...(newest?.counted.values() ?? [])];
  return (newest?.nodes ?? [])
    .map(({ name, host, fenced, silentMs }) => {
      const state = fenced ?? (silentMs === undefined ? 'left' : `seen ${Math.round(silentMs / 1000)} s ago`);
      const count = counted.filter(({ node }) => node === name).length;
      return `  node ${name} (${host}): ${count} files, ${state}`;
    })
    .join('\n');
}

function named(files: readonly JudgedFile[], text: (file: JudgedFile) => string): readonly string[] {
  const more = files.length - MOST_NAMES;
  return [...files.slice(0, MOST_NAMES).map(text), ...(more > 0 ? [`and ${more} more`] : [])];
}
