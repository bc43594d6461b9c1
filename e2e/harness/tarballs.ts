import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    cwd: REPOSITORY,
  });
  return (JSON.parse(stdout) as readonly PackedPackage[]).map(({ name, filename, files }) => ({
    name,
    path: join(folder, filename),
    files: files.map(({ path }) => path),
  }));
}
