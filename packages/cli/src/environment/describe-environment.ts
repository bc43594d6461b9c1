import { resolve } from 'node:path';
import { describePackages, findInterpreter, interpreterProblem } from '@steadfast/pytest';
import { findSteadfastTable } from '../options/steadfast-table.js';

/**
 * Says in one line which interpreter runs the tests of a folder, and what is installed there: the same text wherever the same
 * is installed, and no path. What is wrong with an interpreter is a description, too.
 *
 * @param directory Absolute path of the project.
 * @param option The interpreter that an option names.
 */
export async function describeEnvironment(
  directory: string,
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const result = await findInterpreter({
    option: option ?? environment['STEADFAST_PYTHON'] ?? configuredPython(directory),
    directory,
    environment,
  });
  if (result.kind !== 'found') return interpreterProblem(result);
  const { interpreter } = result;
  return describePackages(interpreter.executable, directory, { ...environment, ...interpreter.environment });
}

function configuredPython(directory: string): string | undefined {
  const table = findSteadfastTable(directory);
  const python = table?.values['python'];
  if (table === undefined || typeof python !== 'string') return undefined;
  return /[\\/]/.test(python) ? resolve(table.directory, python) : python;
}
