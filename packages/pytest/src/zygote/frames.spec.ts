import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameDecoder, type RunRequest } from './frames.js';

const request: RunRequest = {
  way: 'fork',
  learn: false,
  options: ['-k', 'a or b'],
  targets: ['tests/test_ä\n.py'],
  environment: { STEADFAST_ATTEMPT: '1' },
  cwd: '/project',
};

function decode(bytes: Buffer, size: number): string[] {
  const decoder = new FrameDecoder();
  const frames: string[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    for (const { type, payload } of decoder.write(bytes.subarray(start, start + size))) {
      frames.push(type + payload.toString());
    }
  }
  return frames;
}

describe('frames', () => {
  const bytes = Buffer.concat([
    encodeFrame({ type: 'R', request }),
    encodeFrame({ type: 'D', leftAlive: [] }),
  ]);

  it.each([1, 3, 5, 64, 10_000])('come out as they went in, whatever the chunks (%i bytes)', (size) => {
    expect(decode(bytes, size)).toEqual([`R${JSON.stringify(request)}`, 'D{"leftAlive":[]}']);
  });

  it('name the processes that are left alive', () => {
    expect(decode(encodeFrame({ type: 'D', leftAlive: [60, 61] }), 64)).toEqual(['D{"leftAlive":[60,61]}']);
  });

  it('say nothing before they are whole', () => {
    expect(decode(bytes.subarray(0, 100), 4)).toEqual([]);
  });
});
