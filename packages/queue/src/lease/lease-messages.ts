import type { ConnectionOptions } from '../address/connect.js';
import type { QueueTiming } from '../address/timing.js';
import type { GenerationKeys } from '../book/book-keys.js';

/** What the thread that renews leases needs to know. */
export interface LeaseThreadData {
  readonly connection: ConnectionOptions;
  readonly prefix: string;
  readonly keys: GenerationKeys;
  readonly nodeId: string;
  readonly timing: QueueTiming;
}

/** From the run to the thread. */
export type LeaseOrder =
  | { readonly kind: 'begin'; readonly data: LeaseThreadData }
  | { readonly kind: 'hold'; readonly jobId: string; readonly claim: string }
  /** @see Leases.start; `limitMs` may be Infinity. */
  | { readonly kind: 'start'; readonly jobId: string; readonly limitMs: number }
  | { readonly kind: 'release'; readonly jobId: string };

/** From the thread to the run. */
export type LeaseNews =
  /** It has begun. */
  | { readonly kind: 'ready' }
  /** Other nodes have these now, or may have them soon. */
  | {
      readonly kind: 'claims-lost';
      readonly jobIds: readonly string[];
      readonly why: 'taken-over' | 'overdue';
    }
  | { readonly kind: 'queue-lost'; readonly reason: string };
