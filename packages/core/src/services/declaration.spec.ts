import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { requirementsOf, type Setup } from './declaration.js';
import { fillIn } from './place.js';

function setup(name: string, paths: readonly string[], ...needs: readonly string[]): Setup {
  const isNeededBy: Setup['isNeededBy'] = ({ path }) => paths.includes(path);
  const rest = { command: [name], per: 'run', environment: {}, exports: {}, timeoutMs: 1 } as const;
  return { kind: 'setup', name, needs, isNeededBy, ...rest };
}

describe('the requirements of a file', () => {
  it('have those first that others need, each once', () => {
    const all = [
      setup('migrate', ['a'], 'database'),
      setup('seed', ['a'], 'migrate', 'database'),
      setup('database', []),
    ];
    expect(requirementsOf(testFile('a'), all).map(({ name }) => name)).toEqual([
      'database',
      'migrate',
      'seed',
    ]);
    expect(requirementsOf(testFile('b'), all)).toEqual([]);
  });
});

describe('placeholders', () => {
  it('are filled in, and other braces stay', () => {
    const place = { port: 4711, directory: '/d', slot: 1 };
    expect(fillIn('{port} {port} {directory}/{slot} {"a": {}} {other}', place)).toBe(
      '4711 4711 /d/1 {"a": {}} {other}',
    );
    expect(fillIn('[{slot}]', { ...place, slot: undefined })).toBe('[]');
  });
});
