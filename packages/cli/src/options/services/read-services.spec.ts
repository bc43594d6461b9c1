import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { readServices } from './read-services.js';

function read(toml: string) {
  return readServices({ file: '/p/pyproject.toml', directory: '/p', values: parse(toml) });
}

function problems(toml: string): readonly string[] {
  try {
    read(toml);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace('/p/pyproject.toml: ', ''));
  }
}

describe('readServices', () => {
  it('reads services, set-up and teardown with their defaults', () => {
    const declared = read(`
      [[services]]
      name = "db"
      command = "serve --name 'my db' {port}"
      [[setup]]
      name = "migrate"
      command = ["sh", "-c", "migrate $URL"]
      needs = "db"
      paths = ["tests/db/**"]
      timeout = "2m"
      env = { A = "{directory}" }
      export = { B = "b" }
      [[teardown]]
      name = "drop"
      command = "drop"
      per = "slot"`);
    const isNeededBy = expect.any(Function) as () => boolean;
    expect(declared).toEqual({
      directory: '/p',
      requirements: [
        {
          ...{
            kind: 'service',
            name: 'db',
            command: ['serve', '--name', 'my db', '{port}'],
            per: 'run',
            needs: [],
          },
          ...{ ready: { kind: 'port', port: '{port}' }, stopSignal: 'SIGTERM', timeoutMs: 60_000 },
          ...{ environment: {}, exports: {}, isNeededBy },
        },
        {
          ...{
            kind: 'setup',
            name: 'migrate',
            command: ['sh', '-c', 'migrate $URL'],
            per: 'run',
            needs: ['db'],
          },
          ...{ environment: { A: '{directory}' }, exports: { B: 'b' }, timeoutMs: 120_000, isNeededBy },
        },
      ],
      teardowns: [
        {
          kind: 'teardown',
          name: 'drop',
          command: ['drop'],
          per: 'slot',
          environment: {},
          timeoutMs: 60_000,
          isNeededBy,
        },
      ],
    });
    const needs = (path: string): unknown =>
      declared?.requirements[1]?.isNeededBy({ path: 'x', absolutePath: path, estimateMs: 0 });
    expect([needs('/p/tests/db/test_a.py'), needs('/p/tests/test_a.py')]).toEqual([true, false]);
  });

  it.each([
    ['{ port = 8000 }', { kind: 'port', port: '8000' }],
    ['{ url = "http://127.0.0.1:{port}/" }', { kind: 'url', url: 'http://127.0.0.1:{port}/' }],
    ['{ log = "^ready" }', { kind: 'log', pattern: /^ready/ }],
    ['{ command = "ping -c 1" }', { kind: 'command', command: ['ping', '-c', '1'] }],
  ])('reads the check %s', (ready, check) => {
    const declared = read(`[[services]]\nname = "a"\ncommand = "a"\nready = ${ready}`);
    expect(declared?.requirements[0]).toMatchObject({ ready: check });
  });

  it.each([
    '{ port = 0 }',
    '{ log = "(" }',
    '{ url = "ftp://x" }',
    '{ port = 1, log = "x" }',
    '{}',
    '"port"',
  ])('refuses the check %s', (ready) => {
    expect(problems(`[[services]]\nname = "a"\ncommand = "a"\nready = ${ready}`)).toEqual([
      expect.stringMatching(
        /^\[\[tool\.steadfast\.services\]\] number 1: ready = .*: must be one of \{ port/,
      ),
    ]);
  });

  it.each([
    ['[[services]]\nname = "a"\ncommand = "a"', 'service a: ready is missing'],
    ['[[setup]]\nname = "a/b"\ncommand = "a"', 'name = "a/b": must be a name of letters'],
    ['[[setup]]\ncommand = "a"', 'name is missing'],
    ['[[setup]]\nname = "a"\ncommand = "a \'"', 'must be a command as a string'],
    ['[[setup]]\nname = "a"\ncommand = "a"\nready = { port = 1 }', 'there is no key ready'],
    [
      '[[setup]]\nname = "a"\ncommand = "a"\nexport = { STEADFAST_SLOT = "1" }',
      'whose names do not begin with STEADFAST_',
    ],
    ['setup = "a"', 'setup must be written as [[tool.steadfast.setup]]'],
    [
      '[[setup]]\nname = "a"\ncommand = "a"\n[[setup]]\nname = "a"\ncommand = "b"',
      'another one has this name',
    ],
    [
      '[[setup]]\nname = "abc"\ncommand = "a"\nneeds = "abd"',
      'needs abd, which is not declared; did you mean abc?',
    ],
    [
      '[[setup]]\nname = "a"\ncommand = "a"\nneeds = "b"\n[[setup]]\nname = "b"\ncommand = "b"\nneeds = "a"',
      'these need each other in a circle: a, b',
    ],
    [
      '[[setup]]\nname = "a"\ncommand = "a"\nneeds = "b"\n[[setup]]\nname = "b"\ncommand = "b"\nper = "slot"',
      'setup a is there once per run and needs b, which is there per slot',
    ],
  ])('says what is wrong with %j', (toml, problem) => {
    expect(problems(toml)).toEqual([expect.stringContaining(problem)]);
  });

  it('has nothing to say where nothing is declared', () => {
    expect(read('jobs = 2')).toBeUndefined();
    expect(readServices(undefined)).toBeUndefined();
  });
});
