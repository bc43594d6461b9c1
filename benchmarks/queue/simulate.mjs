// `node benchmarks/queue/simulate.mjs`: a fleet on one queue against static shards, with what the server was measured to cost.
import { batchSize, shouldPrefetch } from '../../packages/queue/dist/claim/batch-size.js';
import { writeSection } from '../results-file.mjs';
import { machine } from '../machine.mjs';
import { Heap } from './heap.mjs';
import { measureServerCosts } from './server-costs.mjs';

const ROUND_TRIP_S = 0.002;

const FLEETS = [
  { nodes: 4, slots: 4, files: 2000, meanS: 4, noise: 0.3, lateS: 0 },
  { nodes: 4, slots: 4, files: 2000, meanS: 4, noise: 0.3, lateS: 60 },
  { nodes: 16, slots: 4, files: 5000, meanS: 4, noise: 0.5, lateS: 60 },
  { nodes: 100, slots: 8, files: 100_000, meanS: 2, noise: 0.5, lateS: 60 },
  { nodes: 1000, slots: 16, files: 1_000_000, meanS: 10, noise: 0.5, lateS: 60 },
  { nodes: 1000, slots: 16, files: 1_000_000, meanS: 2, noise: 0.5, lateS: 60 },
];

const costs = await measureServerCosts();
const rows = FLEETS.map((fleet) => {
  const suite = makeSuite(fleet);
  const bound = boundOf(suite, fleet);
  const queue = runQueue(suite, fleet, costs);
  const shards = runShards(suite, fleet);
  const { nodes, slots, files, meanS, noise, lateS } = fleet;
  const cells = [
    nodes,
    slots,
    files,
    `${meanS} s`,
    noise,
    `${lateS} s`,
    (queue / bound).toFixed(3),
    (shards / bound).toFixed(3),
    (shards / queue).toFixed(2),
  ];
  console.log(cells.join('  '));
  return `| ${cells.join(' | ')} |`;
});
writeSection(
  'queue',
  [
    '## One queue for a fleet',
    '',
    `Simulated, with costs measured on ${machine().slice(0, -1)}: ${costs.fileMs.toFixed(3)} ms of the server's CPU per file to hand out and to count, ${costs.fillMs.toFixed(3)} ms to fill, ${Math.round(costs.bytes)} bytes per file, a round trip of ${ROUND_TRIP_S * 1000} ms. Times are relative to the bound: all work, spread evenly over all slots from the moment that each node has started. \`node benchmarks/queue/simulate.mjs\` writes this section.`,
    '',
    '| nodes | slots each | files | mean | noise of estimates | nodes start within | queue | static shards | shards / queue |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n'),
);

function makeSuite({ files, meanS, noise, nodes, lateS }) {
  const random = randomNumbers(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const takes = new Float64Array(files);
  const estimates = new Float64Array(files);
  for (let at = 0; at < files; at++) {
    takes[at] = meanS * Math.exp(normal() - 0.5);
    estimates[at] = takes[at] * Math.exp(noise * normal());
  }
  const order = Uint32Array.from(takes.keys()).sort((a, b) => estimates[b] - estimates[a]);
  return { takes, estimates, order, starts: Array.from({ length: nodes }, () => random() * lateS) };
}

/** No schedule ends before this. */
function boundOf({ takes, starts }, { slots }) {
  const total = takes.reduce((sum, each) => sum + each, 0);
  const sorted = starts.toSorted((a, b) => a - b);
  let bound = 0;
  let begun = 0;
  for (const [at, start] of sorted.entries()) {
    begun += start;
    const all = (total / slots + begun) / (at + 1);
    if (at + 1 === sorted.length || all <= sorted[at + 1]) {
      bound = all;
      break;
    }
  }
  return Math.max(bound, Math.max(...chunkMaxima(takes)));
}

function runQueue({ takes, estimates, order, starts }, { nodes, slots }, { fileMs }) {
  const events = new Heap();
  const fleetSlots = nodes * slots;
  const state = starts.map(() => ({ ahead: [], idle: 0, fetching: false, last: estimates[order[0]] }));
  for (const [node, start] of starts.entries()) events.push(start, { kind: 'start', node });
  let next = 0;
  let serverFree = 0;
  let end = 0;
  const fetch = (time, node) => {
    const it = state[node];
    if (it.fetching || next >= order.length) return;
    const outlook = { lastEstimateMs: it.last * 1000, waiting: order.length - next, fleetSlots };
    if (it.idle === 0 && !shouldPrefetch(outlook)) return;
    it.fetching = true;
    const count = Math.min(batchSize(outlook), order.length - next);
    const taken = order.subarray(next, next + count);
    next += count;
    // Handing out is half of what a file costs, counting the other half.
    serverFree = Math.max(serverFree, time + ROUND_TRIP_S / 2) + (count * fileMs) / 2000;
    it.last = estimates[taken[count - 1]];
    events.push(serverFree + ROUND_TRIP_S / 2, { kind: 'fetched', node, taken });
  };
  const work = (time, node) => {
    const it = state[node];
    while (it.idle > 0 && it.ahead.length > 0) {
      it.idle--;
      const done = time + takes[it.ahead.shift()];
      end = Math.max(end, done);
      events.push(done, { kind: 'done', node });
    }
    if (it.idle > 0 || it.ahead.length === 0) fetch(time, node);
  };
  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    const { key: time, value } = event;
    const it = state[value.node];
    if (value.kind === 'start') it.idle = slots;
    if (value.kind === 'fetched') {
      it.fetching = false;
      it.ahead.push(...value.taken);
    }
    if (value.kind === 'done') {
      it.idle++;
      serverFree = Math.max(serverFree, time) + fileMs / 2000;
    }
    work(time, value.node);
  }
  return Math.max(end, serverFree);
}

/** Longest processing time first over nodes, by estimate; each node runs its own, the longest first. */
function runShards({ takes, estimates, order, starts }, { nodes, slots }) {
  const loads = new Heap();
  for (let node = 0; node < nodes; node++) loads.push(0, node);
  const shards = starts.map(() => []);
  for (const file of order) {
    const { key, value } = loads.pop();
    shards[value].push(file);
    loads.push(key + estimates[file], value);
  }
  let end = 0;
  for (const [node, files] of shards.entries()) {
    const free = new Heap();
    for (let slot = 0; slot < slots; slot++) free.push(starts[node], slot);
    for (const file of files) {
      const done = free.pop().key + takes[file];
      end = Math.max(end, done);
      free.push(done, 0);
    }
  }
  return end;
}

function* chunkMaxima(values) {
  for (let at = 0; at < values.length; at += 10_000) yield Math.max(...values.subarray(at, at + 10_000));
}

/** https://en.wikipedia.org/wiki/Xorshift */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
