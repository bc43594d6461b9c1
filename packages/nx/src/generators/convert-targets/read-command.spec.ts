import { describe, expect, it } from 'vitest';
import { readCommand } from './read-command.js';

const ROOT = 'libs/shop';

function read(command: string, cwd = ROOT): unknown {
  const result = readCommand({ command, cwd }, ROOT);
  return result.kind === 'pytest' ? result.options : result;
}

describe('a command in the folder of the project', () => {
  it.each([
    ['pytest', {}],
    ['python -m pytest', {}],
    ['python3.13 -m pytest tests', { args: ['tests'] }],
    ['uv run pytest tests/', { args: ['tests/'] }],
    ['uv run --frozen --no-sync python -m pytest -q', { args: ['-q'] }],
    ['poetry run  pytest', {}],
    [`pytest -k "login or logout" -m 'not slow'`, { args: ['-k', 'login or logout', '-m', 'not slow'] }],
    [`pytest --deselect="a b"::test`, { args: ['--deselect=a b::test'] }],
    ['pytest -n 4 --dist loadfile', { jobs: 4 }],
    ['pytest -n4', { jobs: 4 }],
    ['pytest --numprocesses=auto --dist=load', {}],
    ['pytest -n 0', { jobs: 1 }],
    ['pytest --reruns 2 --reruns-delay 1', { retries: 2 }],
    ['pytest --junit-xml=../../reports/shop.xml', { junitxml: '../../reports/shop.xml' }],
    ['pytest --junitxml junit.xml --cov=shop --forked', { junitxml: 'junit.xml', args: ['--cov=shop'] }],
  ])('%s', (command, options) => {
    expect(read(command)).toEqual(options);
  });
});

describe('a command in a folder above', () => {
  it.each([
    ['pytest libs/shop', {}],
    ['pytest ./libs/shop/tests -x', { args: ['tests', '-x'] }],
    ['pytest libs/shop/ --cov=libs/shop/src', { args: ['--cov=src'] }],
    ['pytest libs/shop --cov=libs/shop', { args: ['--cov=.'] }],
    ['pytest libs/shop --junitxml=reports/shop.xml', { junitxml: '../../reports/shop.xml' }],
    ['cd libs/shop && uv run pytest tests', { args: ['tests'] }],
  ])('%s', (command, options) => {
    expect(read(command, '.')).toEqual(options);
  });

  it('stays when it names a place', () => {
    expect(read('pytest libs/shop --rootdir=.', '.')).toEqual({
      kind: 'kept',
      reason: 'has --rootdir, which means something else in the project',
    });
  });
});

it.each([
  ['pytest && echo done', 'needs a shell'],
  ['pytest -k "$NAME"', 'needs a shell'],
  ['pytest tests/*.py', 'needs a shell'],
  ['coverage run -m pytest', 'does more than run pytest'],
  ['docker compose run app pytest', 'does more than run pytest'],
  ['uv run --with httpx pytest', 'does more than run pytest'],
])('%s stays: it %s', (command, reason) => {
  expect(read(command)).toEqual({ kind: 'kept', reason });
});

it('stays when it runs beside the project', () => {
  expect(read('pytest', 'libs/till')).toMatchObject({ kind: 'kept' });
});

it('has nothing to do with other commands', () => {
  expect(read('ruff check .')).toEqual({ kind: 'other' });
});
