import { readFileSync } from 'node:fs';
import type { TestFile } from '@steadfast/core';

/** The mark, and what must not be looked into for it. */
const MARK = /#.*|"""[^]*?"""|'''[^]*?'''|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|\bmark\.xdist_group\b/g;

const LITERAL_NAME = /\(\s*(?:name\s*=\s*)?(?:"([^"'\\\n]+)"|'([^"'\\\n]+)')\s*,?\s*\)/y;

/**
 * Puts files into the groups of their `xdist_group` marks: pytest-xdist runs the tests of a group one after the other.
 * https://pytest-xdist.readthedocs.io/en/stable/distribution.html
 */
export function withXdistGroups<File extends TestFile>(files: readonly File[]): readonly File[] {
  return files.map((file) => {
    const group = groupOfFile(file.absolutePath);
    return group === undefined ? file : { ...file, group };
  });
}

/** A file that cannot be read is reported when it runs. */
function groupOfFile(path: string): string | undefined {
  try {
    return xdistGroup(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The name that all `xdist_group` marks in the text of a Python file have; none where one of them has another, or is no literal. */
export function xdistGroup(text: string): string | undefined {
  if (!text.includes('xdist_group')) return undefined;
  const names = new Set<string | undefined>();
  for (const { 0: token, index } of text.matchAll(MARK)) {
    if (!token.startsWith('mark')) continue;
    LITERAL_NAME.lastIndex = index + token.length;
    const [, double, single] = LITERAL_NAME.exec(text) ?? [];
    names.add(double ?? single);
  }
  return names.size === 1 ? [...names][0] : undefined;
}
