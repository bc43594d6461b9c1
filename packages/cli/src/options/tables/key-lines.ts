import type { Keys } from './read-table.js';

/** What the documents say of the keys of a table, a line each. */
export function keyLines(keys: Keys): readonly string[] {
  return Object.entries(keys).map(([key, { allowed, help }]) => `- \`${key}\`: ${allowed}. ${help}`);
}
