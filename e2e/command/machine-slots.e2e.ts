import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createFolder } from '../harness/project.js';

const STEADFAST = join(import.meta.dirname, '../../packages/cli/bin/steadfast.js');
const PROCESSES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Each test writes when it begins and ends. */
const TEST = `
import os, time
def note(what):
    with open(os.environ["LOG"], "a") as log:
        log.write("%s %s\\n" % (what, os.path.basename(os.getcwd())))
def test_it():
    note("+")
    time.sleep(0.5)
    note("-")
`;

it.skipIf(process.platform === 'win32')(
  'six commands share the slots of the machine, also when one is killed and one is stopped',
  async () => {
    const files = PROCESSES.flatMap((name) => [
      [`${name}/pytest.ini`, ''],
      ...[1, 2, 3].map((number) => [`${name}/test_${number}.py`, TEST]),
    ]);
    using folder = createFolder(Object.fromEntries(files) as Record<string, string>);
    const log = folder.path('log');
    const notes = (): readonly string[] =>
      existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
    const commands = new Map(
      PROCESSES.map((name) => {
        const env = { ...process.env, LOG: log, STEADFAST_POOL: folder.path('slots') };
        return [name, execFile('node', [STEADFAST, '-j', '2'], { cwd: folder.path(name), env })];
      }),
    );
    const ended = new Map([...commands].map(([name, command]) => [name, once(command, 'exit')]));
    // Two that hold slots, or wait for some.
    await expect.poll(() => notes().length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    const [killed = 'a'] = notes().map((note) => note.slice(2));
    const stopped = PROCESSES.find((name) => name !== killed) ?? 'b';
    commands.get(killed)?.kill('SIGKILL');
    commands.get(stopped)?.kill('SIGSTOP');
    const others = PROCESSES.filter((name) => name !== killed && name !== stopped);
    for (const name of others) expect(await ended.get(name), name).toEqual([0, null]);
    commands.get(stopped)?.kill('SIGCONT');
    expect(await ended.get(stopped)).toEqual([0, null]);

    let running = 0;
    let most = 0;
    // What was killed ends without a word.
    for (const note of notes().filter((line) => !line.endsWith(killed))) {
      running += note.startsWith('+') ? 1 : -1;
      most = Math.max(most, running);
    }
    expect(most).toBeLessThanOrEqual(Math.max(2, availableParallelism()));
    expect(notes().filter((note) => note.startsWith('-') && !note.endsWith(killed))).toHaveLength(15);
  },
);
