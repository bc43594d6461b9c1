/**
 * Where a run of a target leaves what it knows of durations, for whoever gets its result from the cache. Relative to the
 * project. It is not the file of durations itself: Nx puts an output in the place of what is there, and history would be lost.
 */
export function cachedFolder(targetName: string): string {
  return `.steadfast/cached/${targetName.replace(/[^\w.-]+/g, '-')}`;
}
