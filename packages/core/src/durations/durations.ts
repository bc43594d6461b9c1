/** One run of a file: when, in seconds since the epoch (0: long ago, nobody knows), and how many milliseconds it took. */
export type DurationSample = readonly [time: NaturalNumber, ms: NaturalNumber];

/**
 * A whole number that is not negative.
 *
 * @asType integer
 * @minimum 0
 */
export type NaturalNumber = number;

/** What files took in the past; the newest sample of a file comes first. */
export type Durations = ReadonlyMap<string, readonly DurationSample[]>;

/** Samples of a file that count; as many are kept of those with a time, and of those without. */
const KEPT_SAMPLES = 5;

/** Samples this much older than the newest of all are forgotten, and with them files that are no more. */
const FORGOTTEN_AFTER = 180 * 24 * 3600;

/** A sample is recorded after so long even when it says nothing new, so that a file that is still there is not forgotten. */
const REFRESHED_AFTER = 30 * 24 * 3600;

/** Two samples that differ by less than this part of the longer one, or by so many milliseconds, say the same. */
const INDIFFERENT = { part: 0.2, ms: 50 };

/**
 * Joins what several runs know. Each file keeps the newest of all its samples, and the same sample is kept once: so the
 * result is the same in whatever order, grouping or number parts are joined, byte by byte. Samples without a time are never
 * forgotten, and kept apart for it: what is forgotten later must not have taken their place before.
 */
export function mergeDurations(...parts: readonly Durations[]): Durations {
  const samples = new Map<string, DurationSample[]>();
  for (const [path, added] of parts.flatMap((part) => [...part])) {
    const known = samples.get(path);
    if (known === undefined) samples.set(path, [...added]);
    else known.push(...added);
  }
  const newest = [...samples.values()].flat().reduce((latest, [time]) => Math.max(latest, time), 0);
  const merged = new Map<string, readonly DurationSample[]>();
  for (const [path, all] of samples) {
    const sorted = distinct(all.toSorted(newestFirst));
    const dated = sorted.filter(([time]) => time > 0).slice(0, KEPT_SAMPLES);
    const undated = sorted.filter(([time]) => time === 0).slice(0, KEPT_SAMPLES);
    const kept = [...dated.filter(([time]) => time >= newest - FORGOTTEN_AFTER), ...undated];
    if (kept.length > 0) merged.set(path, kept);
  }
  return merged;
}

/**
 * Adds what a run took. Once all samples of a file say the same, another one that says so, too, is left out: the durations
 * of a suite change as seldom as the suite.
 */
export function recordDurations(known: Durations, run: Durations): Durations {
  const news = [...run].map(([path, samples]) => {
    const before = known.get(path) ?? [];
    return [path, samples.filter((sample) => isNews(sample, before))] as const;
  });
  return mergeDurations(known, new Map(news));
}

/**
 * What each file is expected to take: the second longest of its last runs. One run that was slow for a reason of its own
 * does not count, and a file that became slow counts as slow from its second run on.
 */
export function expectedDurations(durations: Durations): ReadonlyMap<string, number> {
  return new Map([...durations].map(([path, samples]) => [path, expectedMs(samples)]));
}

function expectedMs(samples: readonly DurationSample[]): number {
  const longestFirst = samples
    .slice(0, KEPT_SAMPLES)
    .map(([, ms]) => ms)
    .sort((a, b) => b - a);
  return longestFirst[1] ?? longestFirst[0] ?? 0;
}

function isNews([time, ms]: DurationSample, known: readonly DurationSample[]): boolean {
  const before = known.slice(0, KEPT_SAMPLES);
  const [newest] = before;
  if (newest === undefined || before.length < KEPT_SAMPLES || time - newest[0] > REFRESHED_AFTER) return true;
  return before.some(([, knownMs]) => saysOtherwise(ms, knownMs));
}

function saysOtherwise(a: number, b: number): boolean {
  return Math.abs(a - b) > Math.max(INDIFFERENT.ms, INDIFFERENT.part * Math.max(a, b));
}

function newestFirst([timeA, msA]: DurationSample, [timeB, msB]: DurationSample): number {
  return timeB - timeA || msB - msA;
}

function distinct(sorted: readonly DurationSample[]): DurationSample[] {
  return sorted.filter(([time, ms], index) => {
    const [timeBefore, msBefore] = sorted[index - 1] ?? [];
    return time !== timeBefore || ms !== msBefore;
  });
}
