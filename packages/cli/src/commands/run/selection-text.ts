import type { TestFile } from '@steadfast/core';
import type { ChangedSelection } from '@steadfast/pytest';

/** Files whose reason is told one by one. */
const MOST_FILES = 10;

/** Says what `--changed` runs and leaves out, and why. */
export function selectionText(
  { selected, everything }: ChangedSelection,
  files: readonly TestFile[],
): readonly string[] {
  if (everything !== undefined) return [`--changed: everything runs, because ${everything}`];
  const left = files.length - selected.size;
  const summary = `--changed: ${selected.size} of ${files.length} files run, and ${left} are left out that no change reaches; this is no whole run`;
  const reasons = [...selected].slice(0, MOST_FILES).map(([path, reason]) => `  ${path}: ${reason}`);
  const more = selected.size > MOST_FILES ? [`  and ${selected.size - MOST_FILES} more`] : [];
  return [summary, ...reasons, ...more];
}
