import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Reads one of the example workflows in docs/ci. */
export function readExample(name: string): unknown {
  return parse(readFileSync(join(import.meta.dirname, '../../docs/ci', name), 'utf8'));
}
