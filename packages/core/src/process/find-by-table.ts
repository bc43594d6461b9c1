import { isGroupAlive } from './attempt-signals.js';
import { endSurvivors, leakOf, type SurvivorContext } from './end-survivors.js';
import { withoutEndingHelpers } from './ending-helpers.js';
import type { ProcessFinder } from './process-supervisor.js';
import { type Survivor, SurvivorSearch } from './survivors.js';

/** Finds leaks wherever they hide, in a table of all processes. */
export function findByTable(context: Omit<SurvivorContext, 'testOf'>): ProcessFinder {
  const { table } = context;
  const search = new SurvivorSearch(table);
  return {
    async collectLeaks({ process: attempt, attemptId, policy, testOf }) {
      const { pid, reaperPid } = attempt;
      if (pid === undefined) return [];
      if (attempt.hasOrphans?.() === false && !isGroupAlive(context.send, pid)) return [];
      const find = (): readonly Survivor[] => search.of({ pid, reaperPid, attemptId });
      const survivors = await withoutEndingHelpers(find, context);
      if (survivors.length === 0) return [];
      if (policy !== 'warn') return endSurvivors(find, { ...context, testOf }, survivors);
      for (const survivor of survivors) search.leaveAlive(survivor, attemptId);
      return Promise.all(survivors.map((survivor) => leakOf(survivor, { ...context, testOf })));
    },
    processesOf(runId) {
      const started = search.ofRun(runId).filter(({ parentPid }) => parentPid !== process.pid);
      return started.map(({ pid }) => ({
        pid,
        command: table.command(pid),
        attemptId: table.environment(pid, 'STEADFAST_ATTEMPT_ID') ?? '',
        environment: (name) => table.environment(pid, name),
      }));
    },
    async sweep(runId, policy) {
      const find = (): readonly Survivor[] => search.forgottenBy(runId);
      return policy === 'warn'
        ? Promise.all(find().map((survivor) => leakOf(survivor, context)))
        : endSurvivors(find, context);
    },
  };
}
