import { availableParallelism } from 'node:os';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofType, steadfast } from '../harness/steadfast.js';
import { createFeatureBranch, LEAKY_TEST, leavesCheckoutBehind, NEW_FILE, sleeps } from './feature-branch.js';

/** Takes minutes, so only on demand: `STEADFAST_E2E_REPETITIONS=50 npx vitest run --project e2e under-load`. */
const REPETITIONS = Number(process.env['STEADFAST_E2E_REPETITIONS'] ?? 0);

const repetitions = Array.from({ length: REPETITIONS }, (_, index) => index + 1);

describe.skipIf(process.platform !== 'linux' || REPETITIONS === 0)(
  'the culprit on a machine whose CPUs are all busy, on Linux with its /proc',
  () => {
    const busy = new AbortController();

    beforeAll(() => {
      for (let cpu = 0; cpu < availableParallelism(); cpu++) {
        void execa('python3', ['-c', 'while True: pass'], { cancelSignal: busy.signal, reject: false });
      }
    });

    afterAll(() => {
      busy.abort();
    });

    it.each(repetitions)('is ended before it acts (%i)', async () => {
      using project = createFeatureBranch({
        'tests/test_a_leaky.py': leavesCheckoutBehind(2),
        'tests/test_b_slow.py': sleeps(3),
      });
      const run = await steadfast(['-j', '1'], { cwd: project.root });
      expect(run.exitCode).toBe(0);
      const tests = ofType(run.events, 'leak-found').map(({ leak }) => leak.test);
      expect(new Set(tests)).toEqual(new Set([LEAKY_TEST]));
    });

    it.each(repetitions)('is named when it is left alone (%i)', async () => {
      using project = createFeatureBranch({
        'tests/test_a_leaky.py': leavesCheckoutBehind(2),
        'tests/test_b_slow.py': sleeps(4),
      });
      const run = await steadfast(['-j', '1', '--leaks', 'warn'], { cwd: project.root });
      const finished = ofType(run.events, 'file-finished').find(({ file }) => file === NEW_FILE);
      expect(finished?.verdict).toBe('missing');
      expect(finished?.evidence?.culprit?.test).toBe(LEAKY_TEST);
    });
  },
);
