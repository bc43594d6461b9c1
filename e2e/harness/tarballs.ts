import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';

const REPOSITORY = join(import.meta.dirname, '../..');

/** A package as `npm publish` would send it. */
export interface Tarball {
  readonly name: string;
  /** Absolute path of the `.tgz`. */
  readonly path: string;
  /** What it holds, relative to the package. */
  readonly files: readonly string[];
}

interface PackedPackage {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: Promise<readonly Tarball[]> | undefined;

/** Packs all packages, once for a file of tests. */
export function packPackages(): Promise<readonly Tarball[]> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<readonly Tarball[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steadfast-tarballs-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const workspaces = ['core', 'report', 'pytest', 'cli', 'queue', 'nx'].flatMap((name) => [
    '-w',
    `packages/${name}`,
  ]);
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder, ...workspaces], {
    cwd: copyOfRepository(join(folder, 'repository')),
  });
  return (JSON.parse(stdout) as readonly PackedPackage[]).map(({ name, filename, files }) => ({
    name,
    path: join(folder, filename),
    files: files.map(({ path }) => path),
  }));
}

/** Packing puts a bundle beside the command, which other tests run meanwhile from where it is. */
function copyOfRepository(copy: string): string {
  const left = new Set(['node_modules', 'out-tsc', '__pycache__', '.mypy_cache']);
  for (const name of [
    'package.json',
    'package-lock.json',
    'LICENSE',
    'tsconfig.base.json',
    'scripts',
    'packages',
  ]) {
    cpSync(join(REPOSITORY, name), join(copy, name), {
      recursive: true,
      filter: (path) => !left.has(basename(path)),
    });
  }
  const folders = ['', ...readdirSync(join(copy, 'packages')).map((name) => join('packages', name))];
  for (const folder of folders) {
    const modules = join(REPOSITORY, folder, 'node_modules');
    if (existsSync(modules)) symlinkSync(modules, join(copy, folder, 'node_modules'));
  }
  return copy;
}
