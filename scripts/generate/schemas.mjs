// JSON schemas of the types that cross the border of the process, and the code that checks values against them.
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { createGenerator } from 'ts-json-schema-generator';

/** Types that come in from outside, by the file that has them. */
const TYPES = [
  { package: 'core', source: 'src/record/run-record.ts', type: 'RunRecord', published: 'record.schema.json' },
  { package: 'core', source: 'src/events.ts', type: 'RunEvent', published: 'event.schema.json' },
  { package: 'core', source: 'src/plan/plan.ts', type: 'Plan' },
  { package: 'core', source: 'src/durations/durations-content.ts', type: 'DurationsContent' },
  { package: 'pytest', source: 'src/report/report-message.ts', type: 'ReportMessage' },
  { package: 'pytest', source: 'src/zygote/process-message.ts', type: 'ProcessIdentity' },
  { package: 'pytest', source: 'src/zygote/process-message.ts', type: 'ZygoteHello' },
  { package: 'pytest', source: 'src/zygote/process-message.ts', type: 'WorkerStarted' },
  { package: 'pytest', source: 'src/zygote/process-message.ts', type: 'WorkerExit' },
];

const TITLES = {
  RunRecord: 'The record of a run of Steadfast, version 1',
  RunEvent: 'One line of the event log of Steadfast, version 1',
};

let made;

function all(root) {
  made ??= TYPES.map((entry) => ({ ...entry, schema: schemaOf(root, entry) }));
  return made;
}

/** The schemas that are published with the package. */
export function schemasOf(root) {
  return all(root)
    .filter(({ published }) => published !== undefined)
    .map(({ package: name, published, schema }) => ({
      path: `packages/${name}/schemas/${published}`,
      schema,
    }));
}

/** A module per package with a function per type, which leaves the problem in `errors`. */
export function validatorsOf(root) {
  const packages = [...new Set(TYPES.map(({ package: name }) => name))];
  return packages.map((name) => ({
    path: `packages/${name}/src/generated/validators.ts`,
    code: codeOf(all(root).filter((entry) => entry.package === name)),
  }));
}

function schemaOf(root, { package: name, source, type }) {
  const generator = createGenerator({
    path: join(root, 'packages', name, source),
    tsconfig: join(root, 'packages', name, 'tsconfig.lib.json'),
    type,
    skipTypeCheck: true,
    // What a newer version adds is no reason to refuse the rest.
    additionalProperties: true,
    discriminatorType: 'open-api',
  });
  const schema = generator.createSchema(type);
  return TITLES[type] === undefined ? schema : { ...schema, title: TITLES[type] };
}

function withoutDescriptions(key, value) {
  return key === 'description' && typeof value === 'string' ? undefined : value;
}

function codeOf(entries) {
  const ajv = new Ajv({ code: { source: true, esm: true, optimize: 2 }, discriminator: true, strict: false });
  // In one schema, so that what several types have in common is checked by the same code.
  const definitions = Object.assign({}, ...entries.map(({ schema }) => schema.definitions));
  // The code carries its schemas along, and nobody reads their words there.
  ajv.addSchema({ $id: 'all', definitions: JSON.parse(JSON.stringify(definitions, withoutDescriptions)) });
  for (const { type } of entries) ajv.addSchema({ $id: type, $ref: `all#/definitions/${type}` });
  const code = standalone.default(
    ajv,
    Object.fromEntries(entries.map(({ type }) => [`validate${type}`, type])),
  );
  return `// Made by \`npm run generate\` from the TypeScript types.\n// @ts-nocheck\n${code}\n`;
}
