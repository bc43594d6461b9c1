import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { AttemptRequest } from '@steadfast/core';
import type { PytestProject } from './launcher.js';
import { PYTHON_SIDE } from './python-side.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment in which Python finds our side; the Python side puts `PYTHONPATH` back, so that tests see the original. */
export function withPythonSide(inherited: Environment): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined) environment[name] = value;
  }
  const pythonPath = environment['PYTHONPATH'];
  if (pythonPath !== undefined) environment['STEADFAST_PYTHONPATH'] = pythonPath;
  environment['PYTHONPATH'] = pythonPath ? `${PYTHON_SIDE}${delimiter}${pythonPath}` : PYTHON_SIDE;
  return environment;
}

/** What an attempt adds to the environment of the run. */
export function attemptEnvironment(
  request: AttemptRequest,
  { environment: inherited, wantsJunit }: Pick<PytestProject, 'environment' | 'wantsJunit'>,
): Record<string, string> {
  return {
    // Data files of parallel attempts must not overwrite each other.
    ...(inherited['COVERAGE_FILE'] === undefined
      ? { COVERAGE_FILE: join(request.directory, '.coverage') }
      : {}),
    // pytest's clean-up of a shared temporary root races between processes.
    PYTEST_DEBUG_TEMPROOT: request.directory,
    STEADFAST_ATTEMPT_DIRECTORY: request.directory,
    // pytest takes a file that is named even where it was told to ignore it.
    ...(request.file.foundIn === undefined ? {} : { STEADFAST_FOUND_IN: request.file.foundIn }),
    ...(wantsJunit === true ? { STEADFAST_JUNIT: '1' } : {}),
    ...(request.onCollected === undefined ? {} : { STEADFAST_WATCH_TESTS: '1' }),
    ...shareEnvironment(request),
    ...request.environment,
  };
}

/** A share can be longer than a variable may be. */
function shareEnvironment({ share, directory }: AttemptRequest): Record<string, string> {
  if (share === undefined) return {};
  const path = join(directory, 'share.json');
  writeFileSync(path, JSON.stringify(share));
  return { STEADFAST_SHARE: path };
}
