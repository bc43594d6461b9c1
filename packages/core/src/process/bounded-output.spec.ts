import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedOutput } from './bounded-output.js';

function keep(limitBytes: number, ...chunks: readonly (string | Uint8Array)[]): BoundedOutput {
  const output = new BoundedOutput(limitBytes);
  for (const chunk of chunks) output.write(Buffer.from(chunk));
  return output;
}

const NOTE = /^(.*)\n\[\.\.\. (\d+) bytes of output left out \.\.\.\]\n(.*)$/s;

describe('BoundedOutput', () => {
  it('keeps what is within its bound', () => {
    expect(keep(10, 'abc', '', 'defghij').excerpt()).toEqual({ text: 'abcdefghij', omittedBytes: 0 });
    expect(keep(10).excerpt()).toEqual({ text: '', omittedBytes: 0 });
  });

  it('keeps head and tail of more, and says how much is left out', () => {
    expect(keep(10, 'abcdefgh', 'ijklmnop').excerpt()).toEqual({
      text: 'abcde\n[... 6 bytes of output left out ...]\nlmnop',
      omittedBytes: 6,
    });
  });

  it('never cuts a character in two', () => {
    const { text, omittedBytes } = keep(10, 'aéé€', 'x'.repeat(20), '€é😀').excerpt();
    expect(text).toBe('aéé\n[... 28 bytes of output left out ...]\n😀');
    expect(omittedBytes).toBe(28);
  });

  it('shows bytes that are no UTF-8 as U+FFFD', () => {
    expect(keep(10, new Uint8Array([0x61, 0xff, 0x62])).excerpt().text).toBe('a\ufffdb');
    expect(keep(4, new Uint8Array(9).fill(0x80)).excerpt().text).not.toBe('');
  });

  it('accounts for every byte, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'é', '€', '😀'), maxLength: 30 }), {
          maxLength: 6,
        }),
        (limit, chunks) => {
          const whole = chunks.map((chunk) => Buffer.from(chunk).toString()).join('');
          const { text, omittedBytes } = keep(limit, ...chunks).excerpt();
          if (omittedBytes === 0) {
            expect(text).toBe(whole);
            return;
          }
          const [, head = '', left, tail = ''] = NOTE.exec(text) ?? [];
          expect(Number(left)).toBe(omittedBytes);
          expect(whole.startsWith(head)).toBe(true);
          expect(whole.endsWith(tail)).toBe(true);
          expect(Buffer.byteLength(head + tail) + omittedBytes).toBe(Buffer.byteLength(whole));
          expect(Buffer.byteLength(head + tail)).toBeLessThanOrEqual(Math.max(2, limit));
        },
      ),
    );
  });

  it('does not hold on to what it leaves out', () => {
    const output = new BoundedOutput(1000);
    const chunk = Buffer.alloc(100, 'x');
    for (let written = 0; written < 1_000_000; written += chunk.length) output.write(chunk);
    expect(output.excerpt().omittedBytes).toBe(999_000);
  });

  it('tells the last lines so far, also of what is still short', () => {
    expect(keep(100, 'one\ntwo\n', 'three\n').lastLines(2)).toEqual(['two', 'three']);
    expect(keep(20, 'one\ntwo\n', 'x'.repeat(50), '\nlast but one\nlast\n').lastLines(1)).toEqual(['last']);
  });
});
