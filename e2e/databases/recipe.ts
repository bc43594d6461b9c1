import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { createFolder, type Project } from '../harness/project.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/databases.md'), 'utf8');

/**
 * A project with the files of a recipe: those fences of a section of docs/databases.md whose opening names a file.
 *
 * @param heading The heading of the section.
 * @param tests What the recipe is to serve.
 */
export function createRecipe(heading: string, tests: Readonly<Record<string, string>>): Project {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/databases.md has no section "${heading}".`);
  const fences = [...section.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)];
  if (fences.length === 0) throw new Error(`The recipe "${heading}" has no files.`);
  const files = Object.fromEntries(fences.map(([, name = '', text = '']) => [name, text]));
  return createFolder({ 'pytest.ini': '[pytest]\n', ...files, ...tests });
}

/** `tests/test_PREFIX_00.py` and so on, all with the same text. */
export function numbered(prefix: string, count: number, text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `test_${prefix}_${String(index).padStart(2, '0')}.py`,
      text,
    ]),
  );
}
