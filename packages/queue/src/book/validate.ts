/** Something in the queue is not what Steadfast writes there. */
export class UnreadableQueue extends Error {
  override readonly name = 'UnreadableQueue';
}

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableQueue(`The queue holds ${what} that is not JSON.`);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reply of a script that is a list. */
export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableQueue('The queue answered something else than a list.');
  return value;
}

/** A number in a reply, which Redis may send as text. */
export function number(value: unknown): number {
  const result = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof result !== 'number' || !Number.isFinite(result))
    throw new UnreadableQueue('The queue answered something else than a number.');
  return result;
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new UnreadableQueue('The queue answered something else than text.');
  return value;
}
