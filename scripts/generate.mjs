// `npm run generate`: writes everything that is made from the sources: schemas, validators, option docs and the Nx schema.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ROOT, runTool } from './setup/run.mjs';
import { schemasOf, validatorsOf } from './generate/schemas.mjs';

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

// Docs and Nx schema come from the option table as it is built.
runTool('tsc', ['--build']);
const { optionsDocument, executorSchema } = await import(
  join(ROOT, 'packages/cli/dist/options/generated.js')
);

const files = [
  ...schemasOf(ROOT).map(({ path, schema }) => [path, JSON.stringify(schema)]),
  ...validatorsOf(ROOT).map(({ path, code }) => [path, code]),
  ['docs/options.md', optionsDocument()],
  ['packages/nx/src/executors/pytest/schema.json', JSON.stringify(executorSchema())],
];

const stale = [];
for (const [path, content] of files) {
  const file = join(ROOT, path);
  const text = await formatted(file, content);
  if (read(file) === text) continue;
  stale.push(relative(ROOT, file));
  if (options.check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
if (options.check && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run npm run generate and commit what it writes.`);
  process.exitCode = 1;
} else {
  for (const path of stale) console.log(`Wrote ${path}`);
}

/** Code for machines stays as it is. */
async function formatted(file, content) {
  if (file.includes('/generated/')) return content;
  return format(content, { ...(await resolveConfig(file)), filepath: file });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
