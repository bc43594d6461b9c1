import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { execa } from 'execa';
import { OWN_COMMAND } from './own-command.js';

/** A suite: where it is run, and its files as Steadfast finds them. */
export interface Suite {
  /** Path or name of the interpreter. */
  readonly python: string;
  /** Absolute path of the folder that it is run in. */
  readonly cwd: string;
  /** Relative to `cwd`, sorted. */
  readonly files: readonly string[];
  readonly pytestOptions: readonly string[];
  /** Variables beyond those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Stops what is running. */
  readonly signal?: AbortSignal;
}

interface Plan {
  readonly shards: readonly { readonly files: readonly { readonly path: string }[] }[];
}

/**
 * Finds the files of a suite as `steadfast plan` does.
 *
 * Files are found first and named in all ways of running them: pytest asks a conftest's `collect_ignore` only about files that
 * nobody named, and the reference is `python -m pytest FILE`.
 */
export async function findSuite(where: {
  readonly python: string;
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly pytestOptions: readonly string[];
}): Promise<Suite> {
  const { python, cwd, paths, pytestOptions } = where;
  const words = ['plan', '--shards', '1', '--format', 'json', '--python', python, ...paths, ...pytestOptions];
  const { stdout } = await execa(process.execPath, [OWN_COMMAND, ...words], { cwd, maxBuffer: 1e9 });
  const plan = JSON.parse(stdout) as Plan;
  const files = plan.shards.flatMap((shard) => shard.files.map(({ path }) => path)).sort();
  return { python, cwd: resolve(cwd), files, pytestOptions };
}

/** The tests that are installed with a package. */
export async function installedPackage(
  python: string,
  name: string,
): Promise<{ readonly cwd: string; readonly paths: readonly string[] }> {
  const code = `import ${name} as package; print(package.__path__[0])`;
  const { stdout } = await execa(python, ['-c', code], { cwd: tmpdir() });
  return { cwd: dirname(stdout), paths: [name] };
}
