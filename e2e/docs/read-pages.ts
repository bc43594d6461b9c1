import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');

/** A page of the documentation. */
export interface Page {
  /** Relative to the repository. */
  readonly path: string;
  readonly absolutePath: string;
  readonly text: string;
}

const SKIPPED = new Set(['node_modules', '.vitepress', 'dist', '.git']);

/** All pages below `docs/`, and those at the top of the repository and its packages. */
export function readPages(): readonly Page[] {
  const tops = ['.', ...readdirSync(join(REPOSITORY, 'packages')).map((name) => join('packages', name))];
  const paths = [
    ...markdownBelow(join(REPOSITORY, 'docs')),
    ...tops.flatMap((top) =>
      readdirSync(join(REPOSITORY, top))
        .filter((name) => name.endsWith('.md') && name !== 'api.md')
        .map((name) => join(REPOSITORY, top, name)),
    ),
  ];
  return paths.map((absolutePath) => ({
    path: relative(REPOSITORY, absolutePath).replaceAll('\\', '/'),
    absolutePath,
    text: readFileSync(absolutePath, 'utf8'),
  }));
}

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    if (entry.isDirectory()) return markdownBelow(join(folder, entry.name));
    return entry.name.endsWith('.md') ? [join(folder, entry.name)] : [];
  });
}

/** Names that links may end with: a page's headings, as GitHub writes them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = withoutCode(text).matchAll(/^#{1,6} (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Targets of relative links. */
export function linksOf(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
}

/** The scripts in fences that are marked as tested. */
export function testedScripts(text: string): readonly string[] {
  return [...text.matchAll(/^```sh tested\n([\s\S]*?)^```/gm)].map(([, script = '']) => script);
}

/** The files that a page shows: fences that begin with a comment which is a path. */
export function filesOf(text: string): Readonly<Record<string, string>> {
  const fences = text.matchAll(/^```(?:json|yaml|toml|make)\n(?:#|\/\/) ([\w./-]+)\n([\s\S]*?)^```/gm);
  return Object.fromEntries([...fences].map(([, path = '', content = '']) => [path, content]));
}

/** The commands that a page says to run in the workspace that it describes. */
export function workspaceCommands(text: string): readonly string[] {
  return [...text.matchAll(/^```sh workspace\n([\s\S]*?)^```/gm)]
    .flatMap(([, script = '']) => script.split('\n'))
    .filter((line) => line !== '');
}
