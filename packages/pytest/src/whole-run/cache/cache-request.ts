import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { allValues, isGiven, lastValue } from '../../arguments/pytest-arguments.js';
import { expandVariables } from '../../configuration/expand-variables.js';
import type { PytestConfiguration } from '../../configuration/pytest-configuration.js';
import { stepwiseRequest } from '../stepwise-extension.js';
import type { CacheRequest } from './cache-extension.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What pytest is told about its cache; `undefined` when it has none (`-p no:cacheprovider`). */
export function cacheRequest(
  configuration: PytestConfiguration,
  environment: Environment,
): CacheRequest | undefined {
  const { arguments: all } = configuration;
  if (allValues(all, '-p').findLast((name) => /^(no:)?cacheprovider$/.test(name)) === 'no:cacheprovider') {
    return undefined;
  }
  const withoutFailures = lastValue(all, '--last-failed-no-failures') === 'none' ? 'none' : 'all';
  return {
    directory: cacheDirectory(configuration, environment),
    ...(isGiven(all, '--last-failed') ? { lastFailed: { withoutFailures } } : {}),
    failedFirst: isGiven(all, '--failed-first'),
    newFirst: isGiven(all, '--new-first'),
    clear: isGiven(all, '--cache-clear'),
    stepwise: stepwiseRequest(all) !== undefined,
  };
}

/** By the rules of pytest's `cache_dir`. */
function cacheDirectory({ rootDirectory, settings }: PytestConfiguration, environment: Environment): string {
  const written = settings.cacheDirectory ?? join(environment['TOX_ENV_DIR'] ?? '', '.pytest_cache');
  return resolve(rootDirectory, expandVariables(written.replace(/^~(?=[/\\]|$)/, homedir()), environment));
}
