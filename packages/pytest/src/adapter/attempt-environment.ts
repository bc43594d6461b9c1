import { delimiter, join } from 'node:path';
import type { AttemptRequest } from '@steadfast/core';
import { PYTHON_SIDE } from './python-side.js';

/** The complete environment of one attempt. */
export function attemptEnvironment(
  request: AttemptRequest,
  inherited: Readonly<Record<string, string | undefined>>,
  reportFd: number,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined) environment[name] = value;
  }
  const pythonPath = environment['PYTHONPATH'];
  return {
    ...environment,
    ...request.environment,
    // pytest's clean-up of a shared temporary root races between processes.
    PYTEST_DEBUG_TEMPROOT: request.directory,
    COVERAGE_FILE: environment['COVERAGE_FILE'] ?? join(request.directory, '.coverage'),
    PYTHONPATH: pythonPath ? `${PYTHON_SIDE}${delimiter}${pythonPath}` : PYTHON_SIDE,
    // The plugin puts this back, so that tests see the PYTHONPATH that they would see without us.
    ...(pythonPath === undefined ? {} : { STEADFAST_PYTHONPATH: pythonPath }),
    STEADFAST_REPORT_FD: String(reportFd),
  };
}
