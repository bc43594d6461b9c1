import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** Every module that a module loads, by way of others too; types are gone by then. */
function loadedBy(file: string, seen = new Map<string, readonly string[]>()): Map<string, readonly string[]> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)].map(
    ([, specifier = '']) => specifier,
  );
  seen.set(file, imports);
  for (const specifier of imports.filter((name) => name.startsWith('.'))) {
    const path = join(dirname(file), specifier.replace(/\.js$/, '.ts'));
    if (existsSync(path)) loadedBy(path, seen);
  }
  return seen;
}

it('@steadfast/core/record loads nothing that a browser does not have', () => {
  const loaded = loadedBy(join(import.meta.dirname, 'index.ts'));
  expect(loaded.size).toBeGreaterThan(3);
  const foreign = [...loaded].flatMap(([file, imports]) =>
    imports.filter((name) => !name.startsWith('.')).map((name) => `${file}: ${name}`),
  );
  expect(foreign).toEqual([]);
});
