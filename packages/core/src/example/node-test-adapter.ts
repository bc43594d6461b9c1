import { type Adapter, type Classification, spawnAttempt } from '../index.js';

/** Runs test files with `node --test`, one process per file. */
export const nodeTestAdapter: Adapter = {
  name: 'node:test',
  start(request) {
    const process = spawnAttempt({
      command: 'node',
      args: ['--test', request.file.absolutePath],
      environment: request.environment,
      onOutput: request.onOutput,
    });
    return {
      process,
      classify: ({ process: fact, endedByUs }): Classification => {
        if (endedByUs === 'timeout') return { outcome: 'timed-out', report: 'absent' };
        if (endedByUs === 'cancelled') return { outcome: 'interrupted', report: 'absent' };
        switch (fact.kind) {
          case 'exited':
            return { outcome: fact.exitCode === 0 ? 'passed' : 'failed', report: 'absent' };
          case 'signalled':
            return { outcome: 'crashed', report: 'absent', reason: `Ended by ${fact.signal}.` };
          case 'not-started':
            return { outcome: 'internal-error', report: 'absent', reason: fact.error };
          case 'lost':
            return { outcome: 'crashed', report: 'absent', reason: fact.reason };
        }
      },
    };
  },
};
