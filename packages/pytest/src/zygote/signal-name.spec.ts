import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { signalName } from './signal-name.js';

describe('the name of a signal', () => {
  it.each(['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const)('is %s', (name) => {
    expect(signalName(constants.signals[name])).toBe(name);
  });

  it('is a number where there is no name', () => {
    expect(signalName(62)).toBe('signal 62');
  });
});
