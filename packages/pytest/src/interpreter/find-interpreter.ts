import { delimiter, isAbsolute, join } from 'node:path';
import { kindOf } from '../discovery/path-kind.js';
import {
  type InterpreterCandidate,
  interpreterCandidates,
  type InterpreterSearch,
} from './interpreter-candidates.js';
import { probe, type ProbeResult } from './probe.js';

/** An interpreter that can run the tests. */
export interface Interpreter {
  /** As it is started: the path of a virtual environment's own python, not of what it links to. */
  readonly executable: string;
  /** Why this one, in words. */
  readonly origin: string;
  /** Such as `3.12.4`. */
  readonly pythonVersion: string;
  readonly pytestVersion: string;
  /** Installed plugins, by distribution. */
  readonly plugins: readonly string[];
  /** Those of them that may collect other files than pytest does. */
  readonly collectors: readonly string[];
  /** What the environment of every pytest needs besides; empty but for PEP 582. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the search for an interpreter came to. */
export type InterpreterResult =
  | { readonly kind: 'found'; readonly interpreter: Interpreter }
  | { readonly kind: 'not-found'; readonly command: string; readonly origin: string }
  | {
      readonly kind: 'not-executable';
      readonly command: string;
      readonly origin: string;
      readonly reason: string;
    }
  | { readonly kind: 'broken'; readonly command: string; readonly origin: string; readonly reason: string }
  | {
      readonly kind: 'python-too-old';
      readonly command: string;
      readonly origin: string;
      readonly version: string;
    }
  | { readonly kind: 'no-pytest'; readonly command: string; readonly origin: string; readonly python: string }
  | {
      readonly kind: 'pytest-too-old';
      readonly command: string;
      readonly origin: string;
      readonly version: string;
    };

const OLDEST_PYTHON = [3, 9] as const;
const OLDEST_PYTEST = [7, 0] as const;

/**
 * Finds the interpreter that runs the tests. The first candidate counts, also when it cannot run them: another one would be a
 * surprise. Only `python3` and `python` of the PATH stand in for each other.
 */
export async function findInterpreter(search: InterpreterSearch): Promise<InterpreterResult> {
  let first: InterpreterResult | undefined;
  for (const candidate of interpreterCandidates(search)) {
    const result = await examine(candidate, search);
    if (result.kind === 'found' || candidate.chosen) return result;
    // Of two that are no good, the one that is there says more than the one that is not.
    if (first === undefined || first.kind === 'not-found') first = result;
  }
  return first ?? { kind: 'not-found', command: 'python3', origin: 'the PATH' };
}

async function examine(
  { command, origin, packages }: InterpreterCandidate,
  { directory, environment }: InterpreterSearch,
): Promise<InterpreterResult> {
  if (isAbsolute(command) && kindOf(command) === 'directory') {
    return { kind: 'not-executable', command, origin, reason: 'it is a directory' };
  }
  let additions = {};
  let result = await probe(command, directory, environment);
  if (packages !== undefined && result.kind === 'answered') {
    additions = packagesOf(packages, result, environment['PYTHONPATH']);
    result = await probe(command, directory, { ...environment, ...additions });
  }
  if (result.kind !== 'answered') return { ...result, command, origin };
  const { executable, python, pytest, plugins, collectors } = result.answer;
  if (isOlder(python, OLDEST_PYTHON)) return { kind: 'python-too-old', command, origin, version: python };
  if (pytest === null) return { kind: 'no-pytest', command, origin, python };
  if (isOlder(pytest, OLDEST_PYTEST)) return { kind: 'pytest-too-old', command, origin, version: pytest };
  const interpreter: Interpreter = {
    executable: executable || command,
    origin,
    pythonVersion: python,
    pytestVersion: pytest,
    plugins,
    collectors,
    environment: additions,
  };
  return { kind: 'found', interpreter };
}

/** PEP 582 keeps packages by version of Python, and the interpreter has to be told. */
function packagesOf(
  packages: string,
  { answer }: Extract<ProbeResult, { kind: 'answered' }>,
  pythonPath: string | undefined,
): Readonly<Record<string, string>> {
  const folder = join(packages, answer.python.split('.').slice(0, 2).join('.'), 'lib');
  return { PYTHONPATH: pythonPath ? `${folder}${delimiter}${pythonPath}` : folder };
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ofMajor = 0, ofMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return ofMajor < major || (ofMajor === major && ofMinor < minor);
}

/** Says what is wrong with an interpreter, and what to do. */
export function interpreterProblem(result: Exclude<InterpreterResult, { kind: 'found' }>): string {
  const { command, origin } = result;
  const which = `${command} (${origin})`;
  switch (result.kind) {
    case 'not-found':
      return `There is no Python interpreter ${which}. Make the project's virtual environment, or name an interpreter with --python.`;
    case 'not-executable':
      return `The Python interpreter ${which} cannot be started: ${result.reason}. Name another one with --python.`;
    case 'broken':
      return `The Python interpreter ${which} does not work: ${result.reason}. Make its environment anew, or name another one with --python.`;
    case 'python-too-old':
      return `The Python interpreter ${which} is Python ${result.version}, and Steadfast needs 3.9 or newer. Name another one with --python.`;
    case 'no-pytest':
      return `The Python interpreter ${which} is Python ${result.python} without pytest. Install it with "${command} -m pip install pytest" or your package manager, or name another interpreter with --python.`;
    case 'pytest-too-old':
      return `The Python interpreter ${which} has pytest ${result.version}, and Steadfast needs 7.0 or newer. Upgrade it with "${command} -m pip install --upgrade pytest", or name another interpreter with --python.`;
  }
}
