import type { TestFile } from '@steadfast/core';
import type { PytestProject } from '../adapter/launcher.js';
import { lastValue } from '../arguments/pytest-arguments.js';
import type { PytestConfiguration } from '../configuration/pytest-configuration.js';
import { baseTempPart } from './base-temp-part.js';
import { cachePart } from './cache/cache-part.js';
import { cacheRequest } from './cache/cache-request.js';
import { nodeIdsOf } from './cache/node-ids.js';
import { ProjectCache } from './cache/project-cache.js';
import { collectTests } from './collect-tests.js';
import { coveragePart } from './coverage/coverage-part.js';
import { coverageRequest, withoutVerdict } from './coverage/coverage-request.js';
import { stepwisePart, stepwiseRequest } from './stepwise-part.js';
import type { WholeRunPart } from './whole-run-part.js';

export interface PartsRequest {
  readonly pytest: PytestProject;
  /** Such as `8.3.5`. */
  readonly pytestVersion: string;
  readonly configuration: PytestConfiguration;
  /** Whether other files of the suite run elsewhere. */
  readonly isShard: boolean;
  /** Where pytest-cov's report goes. */
  readonly stdout: NodeJS.WritableStream;
  readonly warn: (message: string) => void;
}

/**
 * All that is done for the run as a whole, in the order in which it has to be done at the end.
 *
 * @throws {UsageError} for a value that pytest would refuse, too.
 */
export function createParts(request: PartsRequest): readonly WholeRunPart[] {
  const all = request.configuration.arguments;
  const baseTemp = lastValue(all, '--basetemp');
  const coverage = coverageRequest(all);
  return [
    ...cacheParts(request),
    ...(baseTemp === undefined ? [] : [baseTempPart(baseTemp, request.pytest.root)]),
    ...(coverage === undefined
      ? []
      : [coveragePart(request.isShard ? withoutVerdict(coverage) : coverage, request)]),
  ];
}

function cacheParts({ pytest, pytestVersion, configuration, warn }: PartsRequest): readonly WholeRunPart[] {
  const request = cacheRequest(configuration, pytest.environment);
  if (request === undefined) return [];
  const cache = new ProjectCache(request.directory);
  const ids = nodeIdsOf(pytest.root, configuration.rootDirectory);
  const stepwise = stepwiseRequest(configuration.arguments);
  const collect = (file: TestFile): Promise<readonly string[]> => collectTests(pytest, file.path);
  return [
    cachePart(request, { cache, ids, pytestVersion, warn }),
    ...(stepwise === undefined ? [] : [stepwisePart(stepwise, { cache, ids, pytestVersion, collect })]),
  ];
}
