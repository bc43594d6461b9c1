import { isGreen, type Verdict } from '@steadfast/core';

/** What a node said of a file that it passed on to another one. */
export interface Opinion {
  readonly node: string;
  readonly verdict: Verdict;
}

/** What to do with a verdict. */
export type Settlement =
  | { readonly kind: 'count'; readonly verdict: Verdict; readonly reason?: string }
  /** Another node should look, too. */
  | { readonly kind: 'pass-on' }
  | { readonly kind: 'give-back' };

/** A verdict on its way into the build book. */
export interface Finding {
  /** The name of this node. */
  readonly node: string;
  readonly verdict: Verdict;
  /** What other nodes said before, the oldest first. */
  readonly earlier: readonly Opinion[];
  /** Whether red files get a second try on another node. */
  readonly retryElsewhere: boolean;
}

/**
 * Whether a verdict counts. `missing` needs two nodes: only then it is the suite that lacks the file and not one checkout.
 * A red file runs on another node once, when that was asked for.
 */
export function settlementOf({ node, verdict, earlier, retryElsewhere }: Finding): Settlement {
  if (verdict === 'cancelled') return { kind: 'give-back' };
  const first = earlier.find((opinion) => opinion.node !== node);
  if (first === undefined) {
    const doubtful = verdict === 'missing' || (retryElsewhere && !isGreen(verdict));
    return doubtful ? { kind: 'pass-on' } : { kind: 'count', verdict };
  }
  return { kind: 'count', ...second(first, { node, verdict }) };
}

/** The verdict of two nodes, the second of which had the last word. */
function second(first: Opinion, last: Opinion): { readonly verdict: Verdict; readonly reason: string } {
  if (first.verdict === 'missing' && last.verdict === 'missing')
    return { verdict: 'missing', reason: `missing on node ${first.node} and on node ${last.node}` };
  if (first.verdict === 'missing')
    return { verdict: last.verdict, reason: `missing on node ${first.node} only: its checkout is broken` };
  const reason = `${first.verdict} on node ${first.node}, ${last.verdict} on node ${last.node}`;
  // A test that passes on the second try is flaky wherever it ran, never silently passed.
  return { verdict: isGreen(last.verdict) ? 'flaky' : last.verdict, reason };
}
