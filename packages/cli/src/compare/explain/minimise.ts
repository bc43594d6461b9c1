/**
 * The smallest part of a list that still reproduces something, by delta debugging: halves first, then ever finer parts.
 * Nothing can be left out of the result without losing it. The order is kept.
 *
 * @param items Reproduce it as a whole; the caller has seen that.
 */
export async function minimise<Item>(
  items: readonly Item[],
  reproduces: (part: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  let current = items;
  let parts = 2;
  while (current.length > 1) {
    const smaller = await smallerPart(current, parts, reproduces);
    if (smaller !== undefined) {
      parts = smaller.isRemainder ? Math.max(parts - 1, 2) : 2;
      current = smaller.part;
    } else if (parts >= current.length) return current;
    else parts = Math.min(parts * 2, current.length);
  }
  return current;
}

async function smallerPart<Item>(
  items: readonly Item[],
  parts: number,
  reproduces: (part: readonly Item[]) => Promise<boolean>,
): Promise<{ readonly part: readonly Item[]; readonly isRemainder: boolean } | undefined> {
  const bounds = Array.from({ length: parts + 1 }, (_, index) => Math.round((index * items.length) / parts));
  const chunks = bounds.slice(1).map((end, index) => [bounds[index] ?? 0, end] as const);
  for (const [start, end] of chunks) {
    const part = items.slice(start, end);
    if (await reproduces(part)) return { part, isRemainder: false };
  }
  // With two parts each is the other's remainder.
  for (const [start, end] of parts > 2 ? chunks : []) {
    const part = [...items.slice(0, start), ...items.slice(end)];
    if (await reproduces(part)) return { part, isRemainder: true };
  }
  return undefined;
}
