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

/** The JSON schema of the Nx executor. */
export function executorSchema(): object {
  return {
    $schema: 'https://json-schema.org/schema',
    version: 2,
    title: 'Steadfast pytest executor',
    description: "Runs a project's pytest suite with Steadfast, one test file per process.",
    cli: 'nx',
    type: 'object',
    properties: {
      args: {
        type: 'array',
        items: { type: 'string' },
        description: 'Paths, and options of pytest, as they would be written on the command line.',
      },
      testFile: {
        type: 'string',
        description:
          'The only test file to run, relative to the project; what the targets of the CI group have.',
        'x-priority': 'internal',
      },
      passWithNoTests: {
        type: 'boolean',
        description: 'Succeed when there is no test at all. Default: false.',
      },
      cacheFlaky: {
        type: 'boolean',
        description:
          'Cache a pass for which tests or files had to run again, too. Default: false, so that they get another chance to tell.',
      },
      ...executorProperties(),
      __unparsed__: {
        hidden: true,
        type: 'array',
        items: { type: 'string' },
        $default: { $source: 'unparsed' },
        'x-priority': 'internal',
      },
    },
  };
}

function propertyOf(name: OptionName): SchemaProperty {
  const { help, type } = rowOf(name);
  const fallback = defaultText(name);
  return { ...type.schema, description: `${help}${fallback === '' ? '' : ` Default: ${fallback}.`}` };
}
