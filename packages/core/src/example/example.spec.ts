import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runExample } from './run-example.js';

const packageRoot = join(import.meta.dirname, '../..');

describe('the example of the README', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'steadfast-example-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it.each(['src/example/node-test-adapter.ts', 'src/example/run-example.ts'])(
    'is %s to the letter',
    (name) => {
      const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
      const shown = readme.split(`<!-- example: ${name} -->`)[1]?.split('```')[1]?.replace(/^ts\n/, '');
      const source = readFileSync(join(packageRoot, name), 'utf8').replace(
        "'../index.js'",
        "'@steadfast/core'",
      );
      expect(shown).toBe(source);
    },
  );

  it('runs: real processes, real verdicts', async () => {
    writeFileSync(join(root, 'good.mjs'), `import test from 'node:test'; test('good', () => {});`);
    writeFileSync(
      join(root, 'bad.mjs'),
      `import test from 'node:test'; test('bad', () => { throw new Error('no'); });`,
    );
    const lines: string[] = [];
    const result = await runExample(root, ['good.mjs', 'bad.mjs', 'gone.mjs'], (line) => lines.push(line));
    expect(lines.sort()).toEqual(['failed bad.mjs', 'missing gone.mjs', 'passed good.mjs']);
    expect(result.counts.files).toMatchObject({ passed: 1, failed: 1, missing: 1 });
  });
});
