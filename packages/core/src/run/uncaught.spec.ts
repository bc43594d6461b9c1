import { describe, expect, it } from 'vitest';
import type { Adapter } from '../adapter.js';
import type { RunEvent } from '../events.js';
import { EXIT_CODE } from '../exit-code.js';
import { DEFAULT_POLICY } from '../policy.js';
import { recordFromEvents } from '../record/record-builder.js';
import {
  fakeClock,
  idleSupervisor,
  quietTree,
  scriptedAdapter,
  scriptedStat,
  testFile,
} from '../testing/fakes.js';
import { Cancellation } from './cancellation.js';
import { faultOf } from './fault.js';
import { run } from './run.js';

const FAULT = faultOf('outside of any file', new Error('boom'));

/** An adapter during whose first attempt something breaks; that attempt ends only when it `ends`. */
function adapterThatBreaks(cancellation: Cancellation, ends: boolean): Adapter {
  const adapter = scriptedAdapter({
    b: [{ process: { kind: 'exited', exitCode: 0 }, outcome: 'interrupted' }],
  });
  return {
    ...adapter,
    start: (request) => {
      const attempt = adapter.start(request);
      if (request.file.path !== 'b') return attempt;
      cancellation.fail(FAULT);
      return ends ? attempt : { ...attempt, process: { pid: 1, exited: new Promise(() => undefined) } };
    },
  };
}

async function runThatBreaks(ends: boolean, stat = scriptedStat(['ok'])) {
  const cancellation = new Cancellation();
  const events: RunEvent[] = [];
  const result = await run({
    ...{ root: '/project', slots: 1, policy: DEFAULT_POLICY, clock: fakeClock(), stat, cancellation },
    files: [
      testFile('a', { estimateMs: 3 }),
      testFile('b', { estimateMs: 2 }),
      testFile('c', { estimateMs: 1 }),
    ],
    adapter: adapterThatBreaks(cancellation, ends),
    supervisor: idleSupervisor,
    watchTree: () => quietTree,
    listeners: [(event) => events.push(event)],
  });
  return { result, record: recordFromEvents(events) };
}

describe('an exception that nobody caught', () => {
  it.each([
    ['stops the run', true],
    ['is no reason to wait for what does not end any more', false],
  ])('%s, which names what did not run', async (_what, ends) => {
    const { result, record } = await runThatBreaks(ends);
    expect(result).toMatchObject({ exitCode: EXIT_CODE.internalError, notRun: ['b', 'c'], faults: [FAULT] });
    expect(record).toMatchObject({ complete: true, exitCode: EXIT_CODE.internalError });
    expect(record.files.map(({ path, verdict }) => [path, verdict])[0]).toEqual(['a', 'passed']);
    expect(record.notable).toContainEqual(
      expect.objectContaining({ type: 'notice', message: 'internal error outside of any file: boom' }),
    );
  });

  it('names a file that is still looked for', async () => {
    const ok = scriptedStat(['ok']);
    const cancellation = new Cancellation();
    const result = run({
      ...{ root: '/project', slots: 2, policy: DEFAULT_POLICY, clock: fakeClock(), cancellation },
      stat: (path) => (path.endsWith('/b') ? new Promise(() => undefined) : ok(path)),
      files: [testFile('a'), testFile('b')],
      adapter: scriptedAdapter({}),
      supervisor: idleSupervisor,
      watchTree: () => quietTree,
    });
    cancellation.fail(FAULT);
    expect((await result).notRun).toContain('b');
  });
});
