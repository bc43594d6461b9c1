import type { TomlTable, TomlValue } from 'smol-toml';
import { asTable, parseToml, tableAt, textsOf } from './toml.js';

/** What a `pyproject.toml` says of its project. */
export interface Pyproject {
  /** As it is written there (PEP 621, or Poetry's before it). */
  readonly name: string | undefined;
  readonly dependencies: readonly Dependency[];
  /** Whether `[tool.steadfast]` chooses the interpreter. */
  readonly choosesPython: boolean;
}

/** Something that a project depends on: by its name, or by a path relative to the project. */
export type Dependency =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'path'; readonly path: string };

/**
 * Reads a `pyproject.toml`.
 *
 * @throws Error of the TOML parser, which names line and column
 */
export function readPyproject(content: string): Pyproject {
  const document = parseToml(content);
  const project = tableAt(document, 'project');
  const poetry = tableAt(document, 'tool', 'poetry');
  const name = project?.['name'] ?? poetry?.['name'];
  const dependencies = [...requirementsOf(document), ...poetryDependencies(poetry), ...uvPaths(document)];
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    dependencies: withoutForeign(dependencies, document),
    choosesPython: tableAt(document, 'tool', 'steadfast')?.['python'] !== undefined,
  };
}

/** A name by which packages are the same: `Shop_Core` is `shop-core`. */
export function normalName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** The requirements of the project, of its extras, its groups (PEP 735) and those of PDM and uv before these. */
function requirementsOf(document: TomlTable): readonly Dependency[] {
  const lists = [
    tableAt(document, 'project')?.['dependencies'],
    ...valuesOf(tableAt(document, 'project', 'optional-dependencies')),
    ...valuesOf(tableAt(document, 'dependency-groups')),
    ...valuesOf(tableAt(document, 'tool', 'pdm', 'dev-dependencies')),
    tableAt(document, 'tool', 'uv')?.['dev-dependencies'],
  ];
  return lists.flatMap(textsOf).flatMap((text) => dependencyOf(text) ?? []);
}

/** A requirement (PEP 508), `shop @ file:../shop`, or PDM's `-e file:///${PROJECT_ROOT}/../shop#egg=shop`. */
function dependencyOf(requirement: string): Dependency | undefined {
  const editable = /^-e\s+(?:file:\/\/\/?\$\{PROJECT_ROOT\}\/?)?([^#]+)/.exec(requirement)?.[1];
  if (editable !== undefined) return { kind: 'path', path: editable.trim() };
  const path = /@\s*file:(?:\/\/\/?\$\{PROJECT_ROOT\}\/?)?([^\s;#]+)/.exec(requirement)?.[1];
  if (path !== undefined) return { kind: 'path', path };
  const name = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(requirement)?.[1];
  return name === undefined ? undefined : { kind: 'name', name };
}

function poetryDependencies(poetry: TomlTable | undefined): readonly Dependency[] {
  const tables = [
    tableAt(poetry, 'dependencies'),
    tableAt(poetry, 'dev-dependencies'),
    ...valuesOf(tableAt(poetry, 'group')).map((group) => tableAt(asTable(group), 'dependencies')),
  ];
  return tables.flatMap((table) =>
    Object.entries(table ?? {}).flatMap(([name, value]): Dependency[] => {
      const path = asTable(value)?.['path'];
      if (typeof path === 'string') return [{ kind: 'path', path }];
      return typeof value === 'string' ? [{ kind: 'name', name }] : [];
    }),
  );
}

/** `[tool.uv.sources]` with a path; those of the workspace are found by their names. */
function uvPaths(document: TomlTable): readonly Dependency[] {
  return sourcesOf(document).flatMap(([, source]): Dependency[] => {
    const path = source['path'];
    return typeof path === 'string' ? [{ kind: 'path', path }] : [];
  });
}

/** Leaves out names that `[tool.uv.sources]` takes from elsewhere than the workspace. */
function withoutForeign(dependencies: readonly Dependency[], document: TomlTable): readonly Dependency[] {
  const foreign = new Set(
    sourcesOf(document)
      .filter(([, source]) => ['git', 'url', 'index'].some((key) => key in source))
      .map(([name]) => normalName(name)),
  );
  return dependencies.filter((found) => found.kind === 'path' || !foreign.has(normalName(found.name)));
}

function sourcesOf(document: TomlTable): readonly (readonly [string, TomlTable])[] {
  return Object.entries(tableAt(document, 'tool', 'uv', 'sources') ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => {
      const source = asTable(one);
      return source === undefined ? [] : [[name, source] as const];
    }),
  );
}

function valuesOf(table: TomlTable | undefined): readonly TomlValue[] {
  return Object.values(table ?? {});
}
