import { isConfigurable, OPTION_NAMES, type OptionName, rowOf } from './option-table.js';
import type { ValueSchema } from './option-type.js';
import { defaultText } from './help-text.js';

/** Describes one option of the Nx target. */
export interface SchemaProperty extends ValueSchema {
  readonly description: string;
}

/** The options of `steadfast run` as properties of the Nx executor's JSON schema. */
export function executorProperties(): Readonly<Record<string, SchemaProperty>> {
  const names = OPTION_NAMES.filter((name) => isConfigurable(name) && rowOf(name).commands.includes('run'));
  return Object.fromEntries(names.map((name) => [name, propertyOf(name)]));
}

function propertyOf(name: OptionName): SchemaProperty {
  const { help, type } = rowOf(name);
  const fallback = defaultText(name);
  return { ...type.schema, description: `${help}${fallback === '' ? '' : ` Default: ${fallback}.`}` };
}
