import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCHEMA = join(import.meta.dirname, '../../../src/executors/pytest/schema.json');

/** The names of all options that a target may have. */
export function knownOptions(): readonly string[] {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { readonly properties: object };
  return Object.keys(schema.properties);
}
