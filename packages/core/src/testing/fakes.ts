import type { Adapter, AttemptRequest } from '../adapter.js';
import type { Clock } from '../clock.js';
import type { Classification, Outcome, ProcessFact } from '../outcome.js';
import type { FileStat } from '../presence/file-stat.js';
import type { ProcessSupervisor } from '../process/process-supervisor.js';
import type { TestFile } from '../test-file.js';
import type { Tree } from '../tree/tree.js';

/** A clock that is at once where somebody wants to sleep to. */
export function fakeClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    async sleep(ms, signal) {
      // A time limit that is never reached: only its owner ends it.
      if (ms >= 60_000) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      else time += ms;
    },
  };
}

/** Answers in order; the last answer is repeated. */
export function scriptedStat(results: readonly string[]): FileStat {
  let index = 0;
  return () => {
    const result = results[Math.min(index++, results.length - 1)] ?? 'ok';
    if (result === 'ok' || result === 'EISDIR')
      return Promise.resolve({ isDirectory: () => result === 'EISDIR' });
    return Promise.reject(Object.assign(new Error(result), { code: result }));
  };
}

/** Nothing is started, so nothing is left. */
export const idleSupervisor: ProcessSupervisor = {
  terminate: () => Promise.resolve(),
  kill: () => undefined,
  suspend: () => undefined,
  resume: () => undefined,
  collectLeaks: () => Promise.resolve([]),
  processesOf: () => [],
  sweep: () => Promise.resolve([]),
};

/** Nothing happens to the tree, and nothing is known of it. */
export const quietTree: Tree = {
  listen: () => undefined,
  checked: (_file, check) => check,
  vanished: () => undefined,
  evidenceFor: () => Promise.resolve(undefined),
  close: () => undefined,
};

/** How a scripted attempt ends. */
export type ScriptedAttempt = Outcome | (Partial<Classification> & { readonly process?: ProcessFact });

/** An adapter without processes: each file's attempts end as its script says, the last line repeated. */
export function scriptedAdapter(scripts: Readonly<Record<string, readonly ScriptedAttempt[]>>): Adapter & {
  readonly requests: AttemptRequest[];
} {
  const requests: AttemptRequest[] = [];
  return {
    name: 'scripted',
    requests,
    start(request) {
      requests.push(request);
      const script = scripts[request.file.path] ?? ['passed'];
      const entry = script[Math.min(request.attempt, script.length) - 1] ?? 'passed';
      const ending = typeof entry === 'string' ? { outcome: entry } : entry;
      return {
        process: {
          pid: 1000 + requests.length,
          exited: Promise.resolve(ending.process ?? { kind: 'exited', exitCode: 0 }),
        },
        classify: () => ({ outcome: 'passed', report: 'complete', ...ending }),
      };
    },
  };
}

export function testFile(path: string, more: Partial<TestFile> = {}): TestFile {
  return { path, absolutePath: `/project/${path}`, estimateMs: 0, ...more };
}

/** What a run has of the machine, where nothing happens that a test does not make happen. */
export function fakeMachine() {
  return {
    clock: fakeClock(),
    stat: scriptedStat(['ok']),
    random: () => 0,
    supervisor: idleSupervisor,
    watchTree: () => quietTree,
  };
}
