import type { PlannedFile } from '../events.js';
import { type Bin, longestFirst, makespan } from './bin.js';

/** Files that one improvement may look at: some tenths of a second, whatever the suite. A count, so that every machine stops at the same place. */
const BUDGET = 10_000_000;

/** What makes two bins more equal: a file of the fuller one, for a file of the other or for nothing. */
interface Exchange {
  readonly give: number;
  /** The number of files in the emptier bin when nothing comes back. */
  readonly take: number;
  /** How far the two are from being equal afterwards. */
  readonly rest: number;
}

/**
 * Evens bins out: as long as the fullest one can give a file away, or swap it for a shorter one, and its partner stays below
 * what the fullest was, it does so with the partner that gains most. The makespan never grows.
 *
 * @param goal A makespan that cannot be beaten; ends the work early.
 */
export function evenOut(bins: readonly Bin[], goal: number): void {
  for (const bin of bins) bin.files.sort(longestFirst);
  let budget = BUDGET;
  while (budget > 0 && makespan(bins) > goal) {
    const fullest = bins.reduce((most, bin) => (bin.load > most.load ? bin : most));
    let best: { readonly partner: Bin; readonly exchange: Exchange; readonly peak: number } | undefined;
    for (const partner of bins) {
      // Even a perfect split with a fuller partner would not be better than what was found.
      if (best !== undefined && (fullest.load + partner.load) / 2 >= best.peak) continue;
      budget -= fullest.files.length + partner.files.length;
      const exchange = findExchange(fullest, partner);
      if (exchange === undefined) continue;
      const peak = (fullest.load + partner.load) / 2 + exchange.rest;
      if (best === undefined || peak < best.peak) best = { partner, exchange, peak };
    }
    if (best === undefined) return;
    apply(best.exchange, fullest, best.partner);
  }
}

/** The exchange after which the two bins are most equal, in one walk along both. */
function findExchange(fuller: Bin, emptier: Bin): Exchange | undefined {
  const half = (fuller.load - emptier.load) / 2;
  let best: Exchange | undefined;
  let take = 0;
  for (const [give, { estimateMs }] of fuller.files.entries()) {
    const restAt = (index: number): number =>
      Math.abs(half - estimateMs + (emptier.files[index]?.estimateMs ?? 0));
    // The shorter the file that goes, the shorter the one that should come: the walk never turns back.
    while (take < emptier.files.length && restAt(take + 1) <= restAt(take)) take++;
    const rest = restAt(take);
    if (rest < (best?.rest ?? half)) best = { give, take, rest };
  }
  return best;
}

function apply({ give, take }: Exchange, fuller: Bin, emptier: Bin): void {
  const gone = fuller.files.splice(give, 1);
  const back = emptier.files.splice(take, 1);
  for (const file of gone) move(file, fuller, emptier);
  for (const file of back) move(file, emptier, fuller);
}

function move(file: PlannedFile, from: Bin, to: Bin): void {
  from.load -= file.estimateMs;
  to.load += file.estimateMs;
  const place = to.files.findIndex((other) => longestFirst(file, other) < 0);
  to.files.splice(place === -1 ? to.files.length : place, 0, file);
}
