import type { Clock } from '../clock.js';
import type { ProcessTable } from './process-table.js';
import type { Survivor } from './survivors.js';

/**
 * Helpers of Python's multiprocessing. They watch a pipe to the process that started them, and end by themselves when that is gone:
 * https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
 */
const HELPER =
  /\bfrom (multiprocessing\.(forkserver|resource_tracker|spawn)|multiprocess\.\w+|joblib\.\S*) import\b/;

/** How long they may take. On a busy machine they wait for the CPU like everybody. */
const PATIENCE_MS = 3000;

/** How often is looked whether they have ended. */
const LOOK_MS = 20;

/** What is found when the helpers among it have had time to end; at once when there are none. */
export async function withoutEndingHelpers(
  find: () => readonly Survivor[],
  { clock, table }: { readonly clock: Clock; readonly table: ProcessTable },
): Promise<readonly Survivor[]> {
  const isHelper = ({ process: { pid } }: Survivor): boolean => HELPER.test(table.command(pid));
  let found = find();
  for (let waited = 0; waited < PATIENCE_MS && found.some(isHelper); waited += LOOK_MS) {
    await clock.sleep(LOOK_MS);
    found = find();
  }
  return found;
}
