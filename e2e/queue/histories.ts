// Plays many random histories of a build: `npm run queue-histories -- 200`. Takes about a quarter of an hour.
import { type HistoryResult, playHistory } from './history.js';

const count = Number(process.argv[2] ?? 200);
const first = Number(process.argv[3] ?? 1);
const AT_ONCE = 2;

const seeds = Array.from({ length: count }, (_, at) => first + at);
const results: HistoryResult[] = [];

async function play(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const result = await playHistory(seed);
    results.push(result);
    const { lost, countedTwice, problems, story } = result;
    if (lost.length + countedTwice.length + problems.length > 0)
      console.log(JSON.stringify({ seed, lost, countedTwice, problems, story }, undefined, 1));
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, play));
const sum = (of: (result: HistoryResult) => number): number =>
  results.reduce((total, result) => total + of(result), 0);
const lost = sum((result) => result.lost.length);
const twice = sum((result) => result.countedTwice.length);
const problems = sum((result) => result.problems.length);
console.log(
  `${results.length} histories, ${sum(({ files }) => files)} files: ${lost} lost, ${twice} counted twice, ${problems} other problems; ${sum(({ repeated }) => repeated)} runs were repeated, ${sum(({ withoutQueue }) => withoutQueue)} made without the queue.`,
);
process.exitCode = lost + twice + problems > 0 ? 1 : 0;
