import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import {
  type CreateDependencies,
  DependencyType,
  type RawProjectGraphDependency,
  validateDependency,
} from 'nx/src/devkit-exports.js';
import { type Dependency, normalName, type Pyproject, readPyproject } from './pyproject.js';

interface Member {
  readonly project: string;
  readonly root: string;
  readonly pyproject: Pyproject;
}

/** Draws an edge wherever a `pyproject.toml` says that a project depends on another one of the workspace. */
export const createDependencies: CreateDependencies = (_options, context) => {
  const members = Object.entries(context.projects).flatMap(([project, { root }]): Member[] => {
    const pyproject = pyprojectIn(join(context.workspaceRoot, root));
    return pyproject === undefined ? [] : [{ project, root, pyproject }];
  });
  const byName = new Map(
    members.flatMap((member) =>
      member.pyproject.name === undefined ? [] : [[normalName(member.pyproject.name), member] as const],
    ),
  );
  const byRoot = new Map(members.map((member) => [member.root, member]));
  const find = (dependency: Dependency, from: string): Member | undefined =>
    dependency.kind === 'name'
      ? byName.get(normalName(dependency.name))
      : byRoot.get(posix.join(from, dependency.path.replaceAll('\\', '/')).replace(/(.)\/$/, '$1'));
  return members.flatMap(({ project, root, pyproject }) => {
    const targets = new Set(
      pyproject.dependencies.flatMap((dependency) => find(dependency, root)?.project ?? []),
    );
    targets.delete(project);
    return [...targets].map((target): RawProjectGraphDependency => {
      const edge: RawProjectGraphDependency = {
        source: project,
        target,
        type: DependencyType.static,
        sourceFile: posix.join(root, 'pyproject.toml'),
      };
      validateDependency(edge, context);
      return edge;
    });
  });
};

/** A file that is broken is told where projects are inferred. */
function pyprojectIn(folder: string): Pyproject | undefined {
  const path = join(folder, 'pyproject.toml');
  if (!existsSync(path)) return undefined;
  try {
    return readPyproject(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
