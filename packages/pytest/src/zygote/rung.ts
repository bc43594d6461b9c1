/** How much an attempt shares with others at most, from nothing to as much as is safe. */
export const ISOLATIONS = ['spawn', 'pytest', 'packages', 'project', 'auto'] as const;

/** An isolation of pytest's. */
export type PytestIsolation = (typeof ISOLATIONS)[number];

/** How far the process was prepared that an attempt is forked from. */
export type Rung = Exclude<PytestIsolation, 'auto' | 'spawn'>;

/** The shallower of two isolations; one that has another name has no say. */
export function shallower(one: string, other: string): PytestIsolation {
  const depth = (name: string): number => {
    const found = ISOLATIONS.findIndex((isolation) => isolation === name);
    return found < 0 ? ISOLATIONS.length - 1 : found;
  };
  return ISOLATIONS[Math.min(depth(one), depth(other))] ?? 'auto';
}
