// A node without tests: takes files from a queue, sleeps for as long as a file takes, and says what counted.
import { setTimeout as sleep } from 'node:timers/promises';
import { joinBuild, parseQueueAddress } from '@steadfast/queue';

const { AbortController, AbortSignal } = globalThis;

const { url, build, index, total, slots, files, leaseMs } = JSON.parse(process.argv[2]);
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

const joining = joinBuild({
  address: parseQueueAddress(url),
  build,
  ...(index !== undefined && { shard: { index, total } }),
  files: files.map(({ path, estimateMs }) => ({ path, absolutePath: `/suite/${path}`, estimateMs })),
  filters: [],
  slots,
  leaseMs,
  runId: `run-${process.pid}`,
  notify: (level, message) => say({ kind: 'notice', level, message }),
});
const node = await joining.catch((error) => {
  // On a machine that is too busy, or in a network that is not there.
  if (error.name !== 'QueueSilent') throw error;
  say({ kind: 'silent' });
  process.exit(0);
});
const takes = new Map(files.map(({ path, takesMs }) => [path, takesMs]));
const verdicts = new Map(files.map(({ path, verdict }) => [path, verdict ?? 'passed']));
const stopping = new AbortController();
process.once('SIGTERM', () => {
  stopping.abort();
  void node.stop();
});

async function useSlot() {
  for (;;) {
    const claim = await node.source.claim(stopping.signal);
    if (claim === undefined) return;
    const { path } = claim.file;
    say({ kind: 'started', path });
    const ended = AbortSignal.any([stopping.signal, ...(claim.lost ? [claim.lost] : [])]);
    const ms = takes.get(path);
    // A negative time blocks the event loop.
    if (ms < 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, -ms);
    else await sleep(ms, undefined, { signal: ended }).catch(() => undefined);
    const verdict = ended.aborted ? 'cancelled' : verdicts.get(path);
    await claim.settle({ verdict, attempts: 1, failedTests: 0 });
    const { late, passedOn, queueLost } = node.outcome;
    if (verdict === 'cancelled' || late.includes(path) || passedOn.includes(path)) continue;
    say({ kind: queueLost === undefined ? 'counted' : 'alone', path });
  }
}

await Promise.all(Array.from({ length: slots }, useSlot));
say({ kind: 'ended', outcome: node.outcome });
await node.close();
