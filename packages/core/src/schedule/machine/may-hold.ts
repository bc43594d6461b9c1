import { isBefore, type PoolState, type Ticket } from './ticket.js';

/** What a waiting ticket may do. */
export type Turn =
  | { readonly kind: 'now' }
  /** These owners keep it waiting: a change of one of them may make it its turn. */
  | { readonly kind: 'wait'; readonly for: readonly string[] };

/**
 * Whether it is a ticket's turn: when all that is held, and all that waits before it, leaves enough, or is nothing. This is Lamport's bakery
 * with several counters. Who draws a number now may draw a lower one than is seen yet, so that is waited for, too; who draws
 * later draws a higher one. So whatever order processes look in, never more slots are held than there are.
 *
 * @param capacity Slots of the machine, as the owner of the ticket counts them.
 * @param frozen Owners that do not answer, which keep nobody waiting.
 */
export function turnOf(
  ticket: Ticket,
  { tickets, drawing }: PoolState,
  capacity: number,
  frozen: ReadonlySet<string>,
): Turn {
  const others = drawing.filter((owner) => owner !== ticket.owner && !frozen.has(owner));
  const before = tickets.filter(
    (other) =>
      !(other.owner === ticket.owner && other.number === ticket.number) &&
      (other.held || isBefore(other, ticket)) &&
      !frozen.has(other.owner),
  );
  const taken = before.reduce((sum, { slots }) => sum + slots, 0);
  const fits = taken === 0 || taken + ticket.slots <= capacity;
  if (others.length === 0 && fits) return { kind: 'now' };
  return { kind: 'wait', for: [...new Set([...others, ...before.map(({ owner }) => owner)])] };
}
