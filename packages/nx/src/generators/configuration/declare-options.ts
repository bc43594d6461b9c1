import { type Tree, updateJson, writeJson } from 'nx/src/devkit-exports.js';

/** Options of the target that the generator asks for. */
export interface TargetSettings {
  readonly retries?: number;
  readonly junitxml?: string;
  readonly passWithNoTests?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Puts options of a target where the project has its own: `package.json` only when there is no `project.json`. */
export function declareOptions(tree: Tree, root: string, targetName: string, settings: TargetSettings): void {
  if (Object.keys(settings).length === 0) return;
  const projectFile = `${root}/project.json`;
  const manifest = `${root}/package.json`;
  if (tree.exists(projectFile)) {
    updateJson(tree, projectFile, (project: Json) =>
      merged(project, ['targets', targetName, 'options'], settings),
    );
  } else if (tree.exists(manifest)) {
    updateJson(tree, manifest, (json: Json) =>
      merged(json, ['nx', 'targets', targetName, 'options'], settings),
    );
  } else {
    writeJson(tree, projectFile, { targets: { [targetName]: { options: settings } } });
  }
}

/** An object with more at a path of keys. */
function merged(object: Json, [key, ...rest]: readonly string[], more: object): Json {
  if (key === undefined) return { ...object, ...more };
  const child = object[key];
  return { ...object, [key]: merged(isJson(child) ? child : {}, rest, more) };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
