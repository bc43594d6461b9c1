import type { RunRecord } from '@steadfast/core';
import {
  cacheRequest,
  nodeIdsOf,
  ProjectCache,
  type PytestConfiguration,
  RememberedResults,
} from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** Leaves pytest's cache as one pytest for all shards would have left it, for `--lf` and `--ff`. */
export function rememberFailures(
  { files }: RunRecord,
  configuration: PytestConfiguration,
  context: CommandContext,
): void {
  const { directory, environment } = context;
  const request = cacheRequest(configuration, environment);
  if (request === undefined) return;
  const cache = new ProjectCache(request.directory);
  const ids = nodeIdsOf(directory, configuration.rootDirectory);
  const results = new RememberedResults(cache.lastFailed(), cache.nodeIds(), ids);
  for (const file of files) results.learn(file);
  try {
    cache.writeLastFailed(results.lastFailed(files.map(({ path }) => path)));
    cache.writeNodeIds(results.nodeIds);
  } catch (error) {
    // pytest, too, only warns of it.
    const reason = error instanceof Error ? error.message : String(error);
    notify(context, `pytest's cache ${request.directory} could not be written: ${reason}`);
  }
}
