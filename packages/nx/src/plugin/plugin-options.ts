export const PLUGIN_NAME = '@steadfast/nx';

/** Options of the plugin in nx.json. */
export interface PluginOptions {
  /** Name of the inferred target; `test` when absent. */
  readonly targetName?: string;
  /** Name of the group of targets that run one test file each, such as `test-ci`; without it there are none. */
  readonly ciTargetName?: string;
}

/** The options with what they leave out filled in. */
export interface PluginSettings {
  readonly targetName: string;
  readonly ciTargetName: string | undefined;
}

const NAMES = ['targetName', 'ciTargetName'] as const satisfies readonly (keyof PluginOptions)[];

/** What stands beside `options` in nx.json, where Nx reads it. */
const NEIGHBOURS = ['include', 'exclude'];

/**
 * Checks what nx.json says and fills in what it leaves out.
 *
 * @throws Error that names the option and what is allowed
 */
export function readPluginOptions(options: unknown): PluginSettings {
  const given = options ?? {};
  if (!isRecord(given)) throw new Error(`nx.json: the options of ${PLUGIN_NAME} must be an object.`);
  for (const key of Object.keys(given)) {
    if (!NAMES.some((name) => name === key)) throw new Error(unknownOption(key));
  }
  const targetName = nameOf(given, 'targetName') ?? 'test';
  const ciTargetName = nameOf(given, 'ciTargetName');
  if (targetName === ciTargetName) {
    throw new Error(`nx.json: targetName and ciTargetName of ${PLUGIN_NAME} must be different.`);
  }
  return { targetName, ciTargetName };
}

function nameOf(options: Readonly<Record<string, unknown>>, key: keyof PluginOptions): string | undefined {
  const value = options[key];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new Error(`nx.json: ${key} of ${PLUGIN_NAME} must be the name of a target.`);
}

function unknownOption(key: string): string {
  if (NEIGHBOURS.includes(key)) {
    return `nx.json: ${key} of ${PLUGIN_NAME} stands beside "options", not in it: { "plugin": "${PLUGIN_NAME}", "${key}": [...] }.`;
  }
  return `nx.json: ${PLUGIN_NAME} has no option ${key}. It has: ${NAMES.join(', ')}.`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
