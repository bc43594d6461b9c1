import { executorProperties } from '@steadfast/cli';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';

const FILE = `${import.meta.dirname}/schema.json`;

const SCHEMA = {
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

// The file is written anew by `npx vitest run -u packages/nx/src/executors/pytest/schema.spec.ts`.
it('describes the options of the command', async () => {
  const text = await format(JSON.stringify(SCHEMA), { ...(await resolveConfig(FILE)), filepath: FILE });
  await expect(text).toMatchFileSnapshot(FILE);
});
