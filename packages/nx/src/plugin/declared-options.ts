import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NxJsonConfiguration } from 'nx/src/devkit-exports.js';
import { EXECUTOR } from './executor-name.js';

type Json = Readonly<Record<string, unknown>>;

/** Options of a target. */
export type DeclaredOptions = Json;

/**
 * The options that a workspace gives a target: those of `targetDefaults`, then those of the project's `project.json` or
 * `package.json`. Nx puts them together only after targets were inferred; outputs and inputs depend on them.
 */
export function declaredOptions(
  folder: string,
  targetName: string,
  nxJson: NxJsonConfiguration,
): DeclaredOptions {
  const defaults: unknown = nxJson.targetDefaults;
  const ofExecutor = recordAt(defaults, EXECUTOR);
  const project = readJson(join(folder, 'project.json'));
  const manifest = readJson(join(folder, 'package.json'));
  return {
    // As in Nx, what is said of the executor stands in for what is said of the name.
    ...recordAt(ofExecutor ?? recordAt(defaults, targetName), 'options'),
    ...recordAt(manifest, 'nx', 'targets', targetName, 'options'),
    ...recordAt(project, 'targets', targetName, 'options'),
  };
}

function recordAt(value: unknown, ...keys: readonly string[]): Json | undefined {
  const found = keys.reduce<unknown>((parent, key) => (isRecord(parent) ? parent[key] : undefined), value);
  return isRecord(found) ? found : undefined;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A file that is broken is told by Nx itself. */
function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
