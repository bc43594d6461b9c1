import { describe, expect, it } from 'vitest';
import { OutputLines } from './output-lines.js';

function find(pattern: RegExp, ...chunks: readonly (string | Uint8Array)[]): Promise<string> {
  const lines = new OutputLines();
  const found = lines.matching(pattern).then(() => 'found');
  for (const chunk of chunks) lines.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Promise.race([found, new Promise<string>((resolve) => setImmediate(resolve, 'not found'))]);
}

describe('OutputLines', () => {
  it('finds a line however it is cut into chunks', async () => {
    const snowman = Buffer.from('☃ ready\n');
    expect(await find(/^☃ ready$/, 'one\ntw', 'o\n', snowman.subarray(0, 2), snowman.subarray(2))).toBe(
      'found',
    );
  });

  it('looks at what has no end of line yet', async () => {
    expect(await find(/^ready> $/, 'ready> ')).toBe('found');
  });

  it('does not put lines together', async () => {
    expect(await find(/one two/, 'one\n', 'two\n')).toBe('not found');
  });
});
