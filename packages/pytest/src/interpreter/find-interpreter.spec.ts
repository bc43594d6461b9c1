import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInterpreter, interpreterProblem, type InterpreterResult } from './find-interpreter.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'steadfast-python-')));
  mkdirSync(join(root, '.git'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a program that answers the probe as some Python would. */
function fakePython(name: string, lines: readonly string[]): string {
  const path = join(root, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

function answer(python: string, pytest: string | null): readonly string[] {
  const json = JSON.stringify({ executable: '/the/real/python', python, pytest });
  return ['echo "from sitecustomize"', `printf '\\n--- steadfast ---%s\\n' '${json}'`];
}

const find = (option: string | undefined, path = '/nowhere'): Promise<InterpreterResult> =>
  findInterpreter({ option, directory: root, environment: { PATH: path } });

async function problem(option: string): Promise<string> {
  const result = await find(option);
  return result.kind === 'found' ? 'none' : interpreterProblem(result);
}

describe.skipIf(process.platform === 'win32')('findInterpreter', () => {
  it('gives versions, and the path that the interpreter says', async () => {
    const result = await find(fakePython('python', answer('3.12.4', '8.3.5')));
    expect(result).toEqual({
      kind: 'found',
      interpreter: {
        executable: '/the/real/python',
        origin: '--python',
        pythonVersion: '3.12.4',
        pytestVersion: '8.3.5',
        environment: {},
      },
    });
  });

  it('asks a virtual environment once, whichever projects use it, and another command each time', async () => {
    mkdirSync(join(root, '.venv/bin'), { recursive: true });
    const counted = (name: string): string =>
      fakePython(name, [
        `echo asked >> ${root}/${name.replaceAll('/', '-')}.log`,
        ...answer('3.12.4', '8.3.5'),
      ]);
    const times = (name: string): number =>
      readFileSync(join(root, `${name}.log`), 'utf8').split('asked').length - 1;
    const environment = counted('.venv/bin/python');
    writeFileSync(join(root, '.venv/pyvenv.cfg'), '');
    const shim = counted('shim');
    for (const project of ['shop', 'till']) {
      mkdirSync(join(root, project));
      for (const option of [environment, shim])
        await findInterpreter({ option, directory: join(root, project), environment: { PATH: '/bin' } });
    }
    expect([times('.venv-bin-python'), times('shim')]).toEqual([1, 2]);
  });

  it.each([
    [
      'a Python without pytest',
      answer('3.11.2', null),
      /is Python 3\.11\.2 without pytest\. Install it with/,
    ],
    ['a Python that is too old', answer('3.8.20', '8.0.0'), /is Python 3\.8\.20, and Steadfast needs 3\.9/],
    ['a pytest that is too old', answer('3.9.0', '6.2.5'), /has pytest 6\.2\.5, and Steadfast needs 7\.0/],
    ['a program that is no Python', ['echo hello', 'exit 3'], /does not work: exit code 3: hello/],
    ['a program that says nothing', ['exit 0'], /does not work: exit code 0\./],
  ])('refuses %s', async (_what, lines, message) => {
    expect(await problem(fakePython('python', lines))).toMatch(message);
  });

  it('refuses what is not there, is a folder, or cannot be started', async () => {
    expect(await problem(join(root, 'gone'))).toMatch(/^There is no Python interpreter .*gone \(--python\)/);
    expect(await problem('python-gone')).toMatch(/^There is no Python interpreter python-gone/);
    expect(await problem(root)).toMatch(/cannot be started: it is a directory/);
    writeFileSync(join(root, 'text'), 'no program');
    expect(await problem(join(root, 'text'))).toMatch(/cannot be started: EACCES/);
  });

  it('does not go past an environment that somebody chose', async () => {
    mkdirSync(join(root, '.venv/bin'), { recursive: true });
    fakePython('.venv/bin/python', answer('3.12.4', null));
    fakePython('python3', answer('3.12.4', '8.3.5'));
    expect(await find(undefined, root)).toMatchObject({
      kind: 'no-pytest',
      origin: `the virtual environment ${join(root, '.venv')}`,
    });
  });

  it('takes python where python3 of the PATH is no good', async () => {
    fakePython('python3', answer('3.12.4', null));
    expect(await find(undefined, root)).toMatchObject({ kind: 'no-pytest', command: 'python3' });
    fakePython('python', answer('3.12.4', '8.3.5'));
    expect(await find(undefined, root)).toMatchObject({ kind: 'found' });
  });
});
