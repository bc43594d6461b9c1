import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Runs all commands in turn, several times over, so that a drift of the machine's speed meets all of them alike. */
export function measureInterleaved(contenders, { cwd, runs, onRun = () => undefined }) {
  const seconds = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= runs; round++) {
    for (const { name, command, args, fine = [] } of contenders) {
      const started = performance.now();
      const { status, error, stderr, stdout } = spawnSync(command, args, { cwd, maxBuffer: 1 << 28 });
      const took = (performance.now() - started) / 1000;
      if (error || ![0, ...fine].includes(status)) {
        throw new Error(
          `${name} failed with ${error?.message ?? status}:\n${stdout}${stderr}`.slice(0, 4000),
        );
      }
      onRun({ name, round, seconds: took });
      // The first round warms caches up.
      if (round > 0) seconds.get(name).push(took);
    }
  }
  return new Map([...seconds].map(([name, values]) => [name, { median: median(values), values }]));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
