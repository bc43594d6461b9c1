import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { cachePart } from './cache/cache-part.js';
import { cacheRequest } from './cache/cache-request.js';
import { nodeIdsOf } from './cache/node-ids.js';
import type { WholeRunPart } from './whole-run-part.js';

export interface PartsRequest {
  /** Absolute path of the folder that pytest is started in. */
  readonly directory: string;
  readonly configuration: PytestConfiguration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly warn: (message: string) => void;
}

/** All that is done for the run as a whole. */
export function createParts({
  directory,
  configuration,
  environment,
  warn,
}: PartsRequest): readonly WholeRunPart[] {
  const cache = cacheRequest(configuration, environment);
  const ids = nodeIdsOf(directory, configuration.rootDirectory);
  return [...(cache === undefined ? [] : [cachePart(cache, ids, warn)])];
}
