import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { RunEvent, ServiceChange } from '../events.js';
import { DEFAULT_POLICY } from '../policy.js';
import { recordFromEvents } from '../record/record-builder.js';
import { serviceTitle } from '../record/service-text.js';
import { run, type SingleRunOptions } from '../run/run.js';
import { longestFirst } from '../schedule/longest-first.js';
import type { TestFile } from '../test-file.js';
import { quietTree, scriptedAdapter, scriptedStat, testFile } from '../testing/fakes.js';
import type { Requirement, Service, Setup, Teardown } from './declaration.js';
import { servicesExtension } from './services-extension.js';

const COMMON = {
  per: 'run',
  isNeededBy: () => true,
  environment: {},
  timeoutMs: 20_000,
  needs: [],
  exports: {},
} as const;

const LISTEN = 'require("net").createServer().listen(+process.env.STEADFAST_PORT, "127.0.0.1")';

function node(code: string): readonly string[] {
  return [process.execPath, '-e', code];
}

function service(more: Partial<Service>): Service {
  const ready = { kind: 'port', port: '{port}' } as const;
  return {
    kind: 'service',
    name: 's',
    command: node(LISTEN),
    ready,
    stopSignal: 'SIGTERM',
    ...COMMON,
    ...more,
  };
}

function setup(more: Partial<Setup>): Setup {
  return { kind: 'setup', name: 'u', command: node(''), ...COMMON, ...more };
}

/** Runs files of which one is for a service, with two slots and real processes for services alone. */
async function runWith(
  requirements: readonly Requirement[],
  teardowns: readonly Teardown[] = [],
  files: readonly string[] = ['a', 'b'],
  more: Partial<SingleRunOptions> = {},
) {
  const events: RunEvent[] = [];
  const adapter = scriptedAdapter({});
  const { PATH } = process.env;
  const result = await run({
    root: process.cwd(),
    files: files.map((path) => testFile(path)),
    adapter,
    slots: 2,
    mayBeEmpty: true,
    policy: { ...DEFAULT_POLICY, graceMs: 5000 },
    stat: scriptedStat(['ok']),
    watchTree: () => quietTree,
    extensions: [
      servicesExtension({ requirements, teardowns, directory: process.cwd(), environment: { PATH } }),
    ],
    ...more,
    listeners: [...(more.listeners ?? []), (event) => events.push(event)],
  });
  const changes = events.flatMap((event) => (event.type === 'service-changed' ? [event.change] : []));
  const record = recordFromEvents(events);
  const verdicts = record.files.map(({ path, verdict }) => `${path} ${verdict ?? ''}`);
  return { result, record, changes, verdicts, events, requests: adapter.requests };
}

function told(changes: readonly ServiceChange[]): readonly string[] {
  return changes.map((change) => `${serviceTitle(change)} ${change.state}`);
}

describe('services', () => {
  it('are started once for all files that need them, and stopped at the end', async () => {
    const run = await runWith([service({ exports: { URL: 'tcp://localhost:{port}' } })]);
    expect(told(run.changes)).toEqual(['service s started', 'service s ready', 'service s ended']);
    expect(run.result.exitCode).toBe(0);
    const urls = new Set(run.requests.map(({ environment }) => environment['URL']));
    expect([...urls]).toEqual([expect.stringMatching(/^tcp:\/\/localhost:\d+$/)]);
  });

  it('are there once for each slot where that is wanted', async () => {
    const run = await runWith([service({ per: 'slot', exports: { SLOT: '{slot}' } })]);
    expect(
      told(run.changes)
        .filter((text) => text.endsWith('ready'))
        .sort(),
    ).toEqual(['service s of slot 0 ready', 'service s of slot 1 ready']);
    expect(run.requests.every(({ slot, environment }) => environment['SLOT'] === String(slot))).toBe(true);
  });

  it('do not keep files waiting that do not need them, and are not started for those', async () => {
    const forA = service({ isNeededBy: ({ path }) => path === 'a' });
    const run = await runWith([forA], [], ['a', 'b', 'c', 'd']);
    const order = run.events.flatMap((event) => (event.type === 'file-finished' ? [event.file] : []));
    expect(order.at(-1)).toBe('a');
    expect(told((await runWith([forA], [], ['b'])).changes)).toEqual([]);
  });

  it('that end before they are ready make an error of what needs them, with what they wrote', async () => {
    const broken = service({ command: node('console.log("no luck"); process.exit(3)') });
    const run = await runWith([{ ...broken, isNeededBy: ({ path }) => path === 'a' }]);
    expect(run.verdicts).toEqual(['a error', 'b passed']);
    expect(run.record.files[0]?.reason).toBe(
      'service s ended with exit code 3 before it was ready.\nIt wrote last:\nno luck',
    );
    expect(run.result.exitCode).toBe(1);
  });

  it('that cannot be started are told by name', async () => {
    const run = await runWith([service({ command: ['no-such-program-at-all'] })]);
    expect(run.record.files[0]?.reason).toMatch(/^service s could not be started: .*no-such-program-at-all/);
  });

  it('that are not ready in time are ended', async () => {
    const run = await runWith([service({ command: node('setInterval(() => {}, 1e6)'), timeoutMs: 300 })]);
    expect(run.verdicts).toEqual(['a error', 'b error']);
    expect(run.record.files[0]?.reason).toMatch(
      /^service s was not ready after 0.3s: nothing listens on port \d+\./,
    );
  });

  it('are not started where somebody else answers', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const run = await runWith([service({ ready: { kind: 'port', port: String(port) } })]);
    await new Promise((resolve) => other.close(resolve));
    expect(run.record.files[0]?.reason).toBe(
      `service s was not started: something listens on port ${port} already.`,
    );
    expect(told(run.changes)).toEqual(['service s failed']);
  });

  it('are waited for in the slot where others could run the files that come next', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const source = longestFirst(names.map((path) => testFile(path)));
    let left: readonly TestFile[] = [];
    await runWith([service({})], [], names, {
      source,
      listeners: [
        (event) => {
          if (event.type === 'service-changed' && event.change.state === 'ready') left = source.remaining();
        },
      ],
    });
    // Two wait in their slots, and one for a slot.
    expect(left).toHaveLength(3);
  });

  it('that die later spoil the exit code, whatever files say', async () => {
    const shortLived = service({ command: node(`${LISTEN}; setTimeout(() => process.exit(7), 400)`) });
    const slow = setup({
      name: 'slow',
      command: node('setTimeout(() => {}, 900)'),
      isNeededBy: ({ path }) => path === 'b',
    });
    const run = await runWith([shortLived, slow]);
    expect(run.verdicts).toEqual(['a passed', 'b error']);
    expect(run.record.files[1]?.reason).toContain('service s ended with exit code 7 during the run.');
    expect(run.result.exitCode).toBe(1);
  });
});

describe('set-up and teardown', () => {
  it('come in order, and export what they write', async () => {
    const first = setup({
      name: 'first',
      command: node('require("fs").writeFileSync(process.env.STEADFAST_ENV, "TOKEN=t 1\\n")'),
    });
    const second = setup({
      name: 'second',
      needs: ['first'],
      command: node('process.exit(process.env.TOKEN === "t 1" ? 0 : 1)'),
    });
    const teardown: Teardown = {
      ...first,
      kind: 'teardown',
      name: 'last',
      command: node('console.log(process.env.TOKEN)'),
    };
    const run = await runWith([second, first], [teardown]);
    expect(told(run.changes)).toEqual([
      ...['setup first started', 'setup first ended', 'setup second started', 'setup second ended'],
      ...['teardown last started', 'teardown last ended'],
    ]);
    expect(run.changes.at(-1)?.output?.text).toBe('t 1\n');
    expect(run.requests.map(({ environment }) => environment['TOKEN'])).toEqual(['t 1', 't 1']);
  });

  it.skipIf(process.platform !== 'linux')(
    'warn of a daemon that wrote over its environment, on Linux with its /proc',
    async () => {
      // As Redis and PostgreSQL do, which are not there for a spec: another environment, and a session of its own.
      const daemon = `const { STEADFAST_PORT: port } = process.env;
      const code = 'require("net").createServer().listen(' + port + ', "127.0.0.1"); setTimeout(() => process.exit(), 5000)';
      const options = { detached: true, stdio: "ignore", env: {} };
      require("child_process").spawn(process.execPath, ["-e", code], options).unref();
      const look = () => require("net").connect(port, "127.0.0.1").on("connect", () => process.exit()).on("error", () => setTimeout(look, 20));
      look();`;
      const run = await runWith([setup({ command: node(daemon) })]);
      const notices = run.events.flatMap((event) => (event.type === 'notice' ? [event.message] : []));
      expect(notices).toEqual([
        expect.stringMatching(/^setup u has ended, and something still listens on its port \d+/),
      ]);
    },
  );

  it('that fail take what needs them along', async () => {
    const broken = setup({ command: node('process.exit(2)'), isNeededBy: () => false });
    const run = await runWith([broken, service({ needs: ['u'] })]);
    expect(run.record.files[0]?.reason).toBe('setup u ended with exit code 2.\nIt wrote nothing.');
    expect(run.changes.at(-1)?.reason).toBe('service s was not started: it needs setup u, which failed.');
  });

  it('fail the run when a teardown fails, which runs only where a file ran that needs it', async () => {
    const teardown: Teardown = {
      ...setup({ command: node('process.exit(1)') }),
      kind: 'teardown',
      name: 't',
    };
    const run = await runWith([], [teardown]);
    expect(run.verdicts).toEqual(['a passed', 'b passed']);
    expect(run.result.exitCode).toBe(1);
    expect((await runWith([], [{ ...teardown, isNeededBy: () => false }])).changes).toEqual([]);
  });
});
