import type { Extension, TestFile } from '@steadfast/core';
import type { PytestProject } from '../adapter/launcher.js';
import { lastValue } from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { baseTempExtension } from './base-temp-extension.js';
import { cacheExtension } from './cache/cache-extension.js';
import { cacheRequest } from './cache/cache-request.js';
import { nodeIdsOf } from './cache/node-ids.js';
import { ProjectCache } from './cache/project-cache.js';
import { cleanAllureResults } from './clean-allure-results.js';
import { collectTests } from './collect-tests.js';
import { coverageExtension } from './coverage/coverage-extension.js';
import { coverageRequest, withoutVerdict } from './coverage/coverage-request.js';
import { sessionFilesExtension } from './session-files/session-files-extension.js';
import { dropDatabasesExtension } from '../worker-ids/drop-databases-extension.js';
import { workerIdsExtension } from '../worker-ids/worker-ids-extension.js';
import { stepwiseExtension, stepwiseRequest } from './stepwise-extension.js';

export interface ExtensionsRequest {
  readonly pytest: PytestProject;
  /** Such as `8.3.5`. */
  readonly pytestVersion: string;
  readonly configuration: PytestConfiguration;
  /** Whether other files of the suite run elsewhere. */
  readonly isShard: boolean;
  /** Whether slots are to look like workers of pytest-xdist. */
  readonly hasWorkerIds: boolean;
  /** Where pytest-cov's report goes. */
  readonly stdout: NodeJS.WritableStream;
  readonly warn: (message: string) => void;
}

/**
 * All that is done for the run as a whole, in the order in which it has to be done at the end.
 *
 * @throws {UsageError} for a value that pytest would refuse, too.
 */
export function createExtensions(request: ExtensionsRequest): readonly Extension[] {
  const all = request.configuration.arguments;
  const baseTemp = lastValue(all, '--basetemp');
  const coverage = coverageRequest(all);
  return [
    ...cleanAllureResults(all, request.pytest.root),
    sessionFilesExtension(request.warn),
    ...cacheExtensions(request),
    ...(request.hasWorkerIds
      ? [
          workerIdsExtension(lastValue(all, '--testrunuid')),
          dropDatabasesExtension(request.pytest, request.warn),
        ]
      : []),
    // Behind worker ids, whose folders it replaces.
    ...(baseTemp === undefined
      ? []
      : [baseTempExtension(baseTemp, request.pytest.root, request.hasWorkerIds)]),
    ...(coverage === undefined
      ? []
      : [coverageExtension(request.isShard ? withoutVerdict(coverage) : coverage, request)]),
  ];
}

function cacheExtensions({
  pytest,
  pytestVersion,
  configuration,
  warn,
}: ExtensionsRequest): readonly Extension[] {
  const request = cacheRequest(configuration, pytest.environment);
  if (request === undefined) return [];
  const cache = new ProjectCache(request.directory);
  const ids = nodeIdsOf(pytest.root, configuration.rootDirectory);
  const stepwise = stepwiseRequest(configuration.arguments);
  const collect = (file: TestFile): Promise<readonly string[]> => collectTests(pytest, file.path);
  return [
    cacheExtension(request, { cache, ids, pytestVersion, warn }),
    ...(stepwise === undefined ? [] : [stepwiseExtension(stepwise, { cache, ids, pytestVersion, collect })]),
  ];
}
