import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { notify } from './notify.js';

function told(message: string, environment: Readonly<Record<string, string>>, columns?: number): string {
  const stderr = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
  notify({ stderr, environment }, message);
  return String(stderr.read());
}

describe('a message on standard error', () => {
  it('is no command for a CI system, whatever it quotes', () => {
    const message = 'cannot read a\n::error::from a path';
    expect(told(message, { GITHUB_ACTIONS: 'true' })).toMatch(
      /^::stop-commands::(\S+)\nsteadfast: cannot read a\n::error::from a path\n::\1::\n$/,
    );
    expect(told('##teamcity[x]', { TEAMCITY_VERSION: '1' })).toBe('steadfast: # #teamcity[x]\n');
    expect(told(message, {})).toBe(`steadfast: ${message}\n`);
  });

  it('fits the terminal, but leaves lines of others as they are', () => {
    expect(told('one two three four five', {}, 24)).toBe('steadfast: one two\n  three four five\n');
    expect(told('a stack\n    at somewhere far away in the code', {}, 24)).toBe(
      'steadfast: a stack\n    at somewhere far away in the code\n',
    );
  });
});
