export const PLUGIN_NAME = '@steadfast/nx';

/** Options of the plugin in nx.json. */
export interface PluginOptions {
  /** Name of the inferred target; `test` when absent. */
  readonly targetName?: string;
}

const DEFAULTS = { targetName: 'test' } as const satisfies Required<PluginOptions>;

/**
 * Checks what nx.json says and fills in what it leaves out.
 *
 * @throws Error that names the option and what is allowed
 */
export function readPluginOptions(options: unknown): Required<PluginOptions> {
  if (options === undefined || options === null) return DEFAULTS;
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new Error(`nx.json: the options of ${PLUGIN_NAME} must be an object.`);
  }
  for (const key of Object.keys(options)) {
    if (!(key in DEFAULTS)) {
      const allowed = Object.keys(DEFAULTS).join(', ');
      throw new Error(`nx.json: ${PLUGIN_NAME} has no option ${key}. It has: ${allowed}.`);
    }
  }
  const { targetName = DEFAULTS.targetName } = options as PluginOptions;
  if (typeof targetName !== 'string' || targetName.trim() === '') {
    throw new Error(`nx.json: targetName of ${PLUGIN_NAME} must be the name of a target.`);
  }
  return { targetName };
}
