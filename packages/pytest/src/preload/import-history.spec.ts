import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImportCounter, readImportHistory, usualImports } from './import-history.js';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'imports-'));
  path = join(directory, 'new', 'imports.json');
});
afterEach(() => rm(directory, { recursive: true }));

describe('the import history', () => {
  it('names what more than half of the attempts imported', async () => {
    const counter = new ImportCounter();
    counter.add(['numpy', 'attr']);
    counter.add(['numpy']);
    counter.add([]);
    await counter.save(path);
    expect(usualImports(readImportHistory(path))).toEqual(['numpy']);
  });

  it('keeps the old one when nothing ran', async () => {
    const counter = new ImportCounter();
    counter.add(['numpy']);
    await counter.save(path);
    await new ImportCounter().save(path);
    expect(usualImports(readImportHistory(path))).toEqual(['numpy']);
  });

  it.each(['', '{', 'null', '[]', '{"attempts":"3"}'])('is empty when its file is broken: %j', (text) => {
    path = join(directory, 'imports.json');
    writeFileSync(path, text);
    expect(usualImports(readImportHistory(path))).toEqual([]);
  });
});
