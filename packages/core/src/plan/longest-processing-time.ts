import type { PlannedFile } from '../events.js';
import { type Bin, createBins } from './bin.js';

/**
 * Longest processing time first: each file goes to the bin that is emptiest by then. At most 4/3 - 1/(3 bins) of the
 * best possible (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 *
 * @param sorted The files, the longest first.
 */
export function longestProcessingTime(sorted: readonly PlannedFile[], count: number): Bin[] {
  const bins = createBins(count);
  // A heap of bin numbers; it begins in order, since all bins are empty.
  const heap = bins.map((_, index) => index);
  for (const file of sorted) {
    const bin = bins[heap[0] as number] as Bin;
    bin.files.push(file);
    bin.load += file.estimateMs;
    sinkRoot(heap, bins);
  }
  return bins;
}

/** Restores the heap's order, emptiest bin first, after the root has grown. Equal bins come by number. */
function sinkRoot(heap: number[], bins: readonly Bin[]): void {
  const before = (a: number, b: number): boolean => {
    const difference = (bins[a] as Bin).load - (bins[b] as Bin).load;
    return difference < 0 || (difference === 0 && a < b);
  };
  const grown = heap[0] as number;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as number, heap[child] as number)) child++;
    if (!before(heap[child] as number, grown)) break;
    heap[place] = heap[child] as number;
    place = child;
  }
  heap[place] = grown;
}
