import { describe, expect, it } from 'vitest';
import { type SpawnCommand, spawnAttempt } from './spawn-attempt.js';

async function runNode(code: string, more: Partial<SpawnCommand> = {}) {
  let output = '';
  const attempt = spawnAttempt({
    command: process.execPath,
    args: ['-e', code],
    environment: {},
    onOutput: (chunk) => {
      output += Buffer.from(chunk).toString();
    },
    ...more,
  });
  const fact = await attempt.exited;
  return { attempt, fact, output };
}

const isPosix = process.platform !== 'win32';

describe('spawnAttempt', () => {
  it('passes on what the process writes, and tells how it exited', async () => {
    const { fact, output } = await runNode(
      `require('fs').writeSync(1, 'out'); require('fs').writeSync(2, 'err'); process.exit(7)`,
    );
    expect(fact).toEqual({ kind: 'exited', exitCode: 7 });
    expect([...output].sort().join('')).toBe([...'outerr'].sort().join(''));
  });

  it.runIf(isPosix)('tells the signal that ended it', async () => {
    const { fact } = await runNode(`process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 60_000)`);
    expect(fact).toEqual({ kind: 'signalled', signal: 'SIGTERM' });
  });

  it.each([
    ['command', { command: 'steadfast-no-such-command' }],
    ['folder', { cwd: '/no/such/folder' }],
  ])('makes a fact of a %s that does not exist', async (_what, wrong) => {
    const { fact, attempt } = await runNode('', wrong);
    expect(attempt.pid).toBeUndefined();
    expect(fact).toMatchObject({
      kind: 'not-started',
      error: expect.stringMatching(/ENOENT|not exist/) as string,
    });
  });

  it.runIf(isPosix)('has a descriptor 3 for a report, apart from the output', async () => {
    let report = '';
    const onReport = (chunk: Uint8Array): void => {
      report += Buffer.from(chunk).toString();
    };
    const { output } = await runNode(`require('fs').writeSync(3, 'report'); console.log('output')`, {
      onReport,
    });
    expect([report, output]).toEqual(['report', 'output\n']);
  });

  it('gives it the environment that is asked for, and nothing to read', async () => {
    const code = `console.log(process.env.ANSWER, 'HOME' in process.env, require('fs').readFileSync(0, 'utf8').length)`;
    const environment = { ANSWER: '42', SYSTEMROOT: process.env['SYSTEMROOT'] ?? '' };
    const { output } = await runNode(code, { environment, extendEnvironment: false });
    expect(output).toBe('42 false 0\n');
  });

  it.runIf(isPosix)('starts it in a session of its own', async () => {
    const { output, attempt } = await runNode(
      `console.log(require('child_process').execFileSync('ps', ['-o', 'pgid=', '-p', process.pid]).toString().trim())`,
    );
    expect(Number(output)).toBe(attempt.pid);
  });

  it.runIf(isPosix)('does not wait for a process that it left behind with its pipes', async () => {
    const { fact, output, attempt } = await runNode(
      `require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' }).unref(); console.log('over')`,
    );
    // The sleep is in the group, alive, and still holds the pipes.
    expect(process.kill(-(attempt.pid ?? 0), 'SIGKILL')).toBe(true);
    expect(fact).toEqual({ kind: 'exited', exitCode: 0 });
    expect(output).toBe('over\n');
  });
});
