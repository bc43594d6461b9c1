import { Worker } from 'node:worker_threads';
import type { LeaseNews, LeaseOrder, LeaseThreadData } from './lease-messages.js';

/** Keeps a node's leases; see `LeaseThread`. */
export interface LeaseKeeper {
  hold(jobId: string, claim: string): void;
  start(jobId: string, limitMs: number): void;
  release(jobId: string): void;
  close(): Promise<void>;
}

/** Starts the thread that renews leases; `listen` hears what it finds out. */
export function keepLeases(data: LeaseThreadData, listen: (news: LeaseNews) => void): LeaseKeeper {
  const thread = new Worker(new URL('lease-thread.js', import.meta.url), { workerData: data });
  const order = (message: LeaseOrder): void => {
    thread.postMessage(message);
  };
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.on('message', listen);
  thread.on('error', (error) => {
    listen({ kind: 'queue-lost', reason: `Leases can no longer be renewed: ${error.message}` });
  });
  return {
    hold: (jobId, claim) => order({ kind: 'hold', jobId, claim }),
    start: (jobId, limitMs) => order({ kind: 'start', jobId, limitMs }),
    release: (jobId) => order({ kind: 'release', jobId }),
    async close() {
      order({ kind: 'stop' });
      await ended;
    },
  };
}
