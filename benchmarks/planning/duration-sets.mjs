import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, 'recorded');

/** Durations that `record-durations.mjs` recorded, and a synthetic set; files in order of their paths. */
export function durationSets() {
  return [...recordedSets(), heavyTailed(20_000)];
}

function recordedSets() {
  return readdirSync(RECORDED)
    .sort()
    .map((name) => {
      const { title, files } = JSON.parse(readFileSync(join(RECORDED, name), 'utf8'));
      return { title, files: Object.entries(files).map(([path, estimateMs]) => ({ path, estimateMs })) };
    });
}

/**
 * Most files take half a second, a few take minutes: durations after Pareto, with 1.3 as exponent, none above 5 minutes. As in a
 * real suite, long files have long neighbours: folders are slow or fast as a whole.
 */
function heavyTailed(count) {
  const random = mulberry32(20_000);
  const pareto = (exponent) => (1 - random()) ** (-1 / exponent);
  const filesPerFolder = 40;
  let folderFactor = 1;
  const files = Array.from({ length: count }, (_, index) => {
    if (index % filesPerFolder === 0) folderFactor = Math.min(20, pareto(2));
    const folder = String(Math.floor(index / filesPerFolder)).padStart(3, '0');
    return {
      path: `tests/area_${folder}/test_${String(index).padStart(5, '0')}.py`,
      estimateMs: Math.round(Math.min(300_000, 400 * folderFactor * pareto(1.3))),
    };
  });
  return { title: `heavy-tailed, ${count} files, synthetic`, files };
}

/** A small generator of numbers that are the same every time, by Tommy Ettinger: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
