import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../usage-error.js';
import type { Environment } from './interpreter-candidates.js';

/**
 * Runs a small script in an interpreter, in the folder and the environment in which pytest will run, so that it sees the same
 * packages. What the script prints after the marker is JSON; a `sitecustomize` may print before it.
 */
const MARKER = '--- steadfast ---';

/**
 * Works in any Python, also in one that is too old, and imports nothing of the project: the folder is taken off the path.
 * Looking for pytest's metadata by name takes a third of the time that importlib.metadata takes.
 */
const SCRIPT = `
import sys, json, os, re
sys.path = [entry for entry in sys.path if entry != ""]
found = {"executable": sys.executable, "python": "%d.%d.%d" % sys.version_info[:3]}

def pytest_version():
    for entry in sys.path:
        for name in os.listdir(entry) if os.path.isdir(entry) else ():
            match = re.match(r"pytest-([^-]+)\\.(dist|egg)-info$", name)
            if match:
                return match.group(1)
    try:
        import importlib.metadata as metadata
        return metadata.version("pytest")
    except ImportError:
        return None

def source_of(module):
    for entry in sys.path:
        path = os.path.join(entry, *module.split("."))
        for name in (path + ".py", os.path.join(path, "__init__.py")):
            if os.path.isfile(name):
                with open(name, "rb") as file:
                    return file.read()
    return b""

def plugins():
    # Those whose text has a hook that collects files are collectors: reading is a lot quicker than importing.
    names = set()
    collectors = set()
    for entry in sys.path:
        for name in os.listdir(entry) if os.path.isdir(entry) else ():
            points = os.path.join(entry, name, "entry_points.txt")
            if not name.endswith((".dist-info", ".egg-info")) or not os.path.isfile(points):
                continue
            with open(points, "rb") as file:
                text = file.read().decode("utf-8", "replace")
            section = re.search(r"^\\[pytest11\\]$(.*?)(?=^\\[|\\Z)", text, re.M | re.S)
            for module in re.findall(r"=\\s*([\\w.]+)", section.group(1) if section else ""):
                names.add(name.partition("-")[0])
                if re.search(br"\\bpytest_(collect_file|collect_directory)\\b", source_of(module)):
                    collectors.add(name.partition("-")[0])
    return sorted(names), sorted(collectors)

found["pytest"] = pytest_version()
found["plugins"], found["collectors"] = plugins()
sys.stdout.write("\\n${MARKER}" + json.dumps(found) + "\\n")
`;

/** What an interpreter says of itself. */
export interface ProbeAnswer {
  readonly executable: string;
  /** Such as `3.12.4`. */
  readonly python: string;
  /** Version of pytest; `null` when it is not installed. */
  readonly pytest: string | null;
  /** Distributions of installed plugins. */
  readonly plugins: readonly string[];
  /** Those of them that collect files of their own. */
  readonly collectors: readonly string[];
}

export type ProbeResult =
  | { readonly kind: 'answered'; readonly answer: ProbeAnswer }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-executable'; readonly reason: string }
  /** It ran, and said nothing that makes sense. */
  | { readonly kind: 'broken'; readonly reason: string };

/** What virtual environments have said: the projects of a monorepo share one, and each asks. */
const known = new Map<string, Promise<ProbeResult>>();

/** Asks an interpreter for its version and pytest's, with one process. */
export function probe(command: string, directory: string, environment: Environment): Promise<ProbeResult> {
  // Any other command may be a shim, which chooses by the folder.
  const isOfEnvironment = isAbsolute(command) && existsSync(join(dirname(command), '../pyvenv.cfg'));
  if (!isOfEnvironment) return ask(command, directory, environment);
  const variables = Object.entries(environment).filter(([name]) => name.startsWith('PYTHON'));
  const key = JSON.stringify([command, variables, environment['PYTHONPATH'] === undefined ? '' : directory]);
  const answer = known.get(key) ?? ask(command, directory, environment);
  known.set(key, answer);
  return answer;
}

async function ask(command: string, directory: string, environment: Environment): Promise<ProbeResult> {
  const result = await runScript(command, SCRIPT, [], directory, environment);
  switch (result.kind) {
    case 'printed':
      return { kind: 'answered', answer: result.value as ProbeAnswer };
    case 'not-found':
    case 'not-executable':
    case 'broken':
      return result;
  }
}

type ScriptResult =
  { readonly kind: 'printed'; readonly value: unknown } | Exclude<ProbeResult, { readonly kind: 'answered' }>;

async function runScript(
  command: string,
  script: string,
  args: readonly string[],
  directory: string,
  environment: Environment,
): Promise<ScriptResult> {
  const result = await execa(command, ['-c', script, ...args], {
    cwd: directory,
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: PROBE_TIMEOUT_MS,
  });
  if (result.code === 'ENOENT') return { kind: 'not-found' };
  if (result.code !== undefined && result.exitCode === undefined) {
    return { kind: 'not-executable', reason: result.code };
  }
  const printed = result.stdout.split(`\n${MARKER}`)[1];
  if (result.exitCode === 0 && printed !== undefined) return { kind: 'printed', value: JSON.parse(printed) };
  if (result.timedOut) {
    return { kind: 'broken', reason: `it did not answer within ${String(PROBE_TIMEOUT_MS / 1000)} s` };
  }
  const ending = result.signal ?? `exit code ${String(result.exitCode)}`;
  return { kind: 'broken', reason: [ending, lastLine(result.all)].filter(Boolean).join(': ') };
}

const PROBE_TIMEOUT_MS = 60_000;

function lastLine(text: string): string {
  return (text.trimEnd().split('\n').at(-1) ?? '').slice(0, 200);
}

/** Finds a package or module by its first name, without importing anything of it. */
const FIND_SCRIPT = `
import sys, json, importlib.util
found = {}
for name in sys.argv[1:]:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError):
        spec = None
    if spec is not None:
        found[name] = {"origin": spec.origin, "folders": list(spec.submodule_search_locations or [])}
sys.stdout.write("\\n${MARKER}" + json.dumps(found) + "\\n")
`;

/** Where a package or module is. */
export interface ModulePlace {
  /** The module's file, or the package's `__init__.py`; null for a package without one. */
  readonly origin: string | null;
  /** The package's folders; empty for a module that is no package. */
  readonly folders: readonly string[];
}

/**
 * Asks an interpreter where top-level packages and modules are, as `python -m pytest` would find them.
 *
 * @throws {UsageError} when the interpreter does not answer.
 */
export async function findTopLevelModules(
  python: string,
  names: readonly string[],
  directory: string,
  environment: Environment,
): Promise<Readonly<Record<string, ModulePlace>>> {
  const result = await runScript(python, FIND_SCRIPT, names, directory, environment);
  if (result.kind === 'printed') return result.value as Record<string, ModulePlace>;
  throw new UsageError(`${python} cannot say where ${names.join(', ')} are: ${result.kind}`);
}

const PLUGINS_SCRIPT = `
import sys, json, importlib.metadata as metadata
found = {}
for distribution in metadata.distributions():
    for entry in distribution.entry_points:
        if entry.group == "pytest11":
            found[distribution.metadata["Name"]] = distribution.version
sys.stdout.write("\\n${MARKER}" + json.dumps(found) + "\\n")
`;

/** The plugins that pytest loads by itself, by distribution, with their versions. */
export async function listPlugins(
  python: string,
  directory: string,
  environment: Environment,
): Promise<Readonly<Record<string, string>>> {
  const result = await runScript(python, PLUGINS_SCRIPT, [], directory, environment);
  return result.kind === 'printed' ? (result.value as Record<string, string>) : {};
}
