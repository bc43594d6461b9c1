// `node benchmarks/planning/record-durations.mjs RECORD NAME TITLE`: keeps the durations of a run record or event log as a set for the simulation.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '@steadfast/core';

const [record, name, title] = process.argv.slice(2);
if (title === undefined) throw new Error('Name the record, the set and its title.');
const { files } = await readRecord(record);
const durations = files
  .filter(({ state, verdict }) => state === 'finished' && verdict !== 'timed-out')
  .map(({ path, attempts }) => [path, Math.round(attempts.at(-1)?.durationMs ?? 0)])
  .filter(([, durationMs]) => durationMs > 0);
const folder = join(import.meta.dirname, 'recorded');
mkdirSync(folder, { recursive: true });
const set = { title: `${title}, ${durations.length} files`, files: Object.fromEntries(durations) };
writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(set, undefined, 1)}\n`);
