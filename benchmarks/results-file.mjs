import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, 'RESULTS.md');
const TITLE = '# Results\n\nEvery table is one run on one machine; compare its rows, not its seconds.\n';

/** Replaces one section of RESULTS.md, and leaves those of other benchmarks as they are. */
export function writeSection(name, markdown) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const section = `${begin}\n\n${markdown.trim()}\n\n${end}`;
  const text = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : TITLE;
  const start = text.indexOf(begin);
  const stop = text.indexOf(end);
  const next =
    start < 0 || stop < 0
      ? `${text.trimEnd()}\n\n${section}\n`
      : text.slice(0, start) + section + text.slice(stop + end.length);
  writeFileSync(RESULTS, next);
}
