/**
 * A wish for slots of the machine, or the right to them: a file whose name says all. Nothing is ever written into it, so that
 * nobody reads half of it.
 */
export interface Ticket {
  readonly owner: string;
  /** Whether the owner has the slots already. */
  readonly held: boolean;
  /** Lower numbers come first; of equal ones the lower owner. */
  readonly number: number;
  readonly slots: number;
}

/** What the files of a pool say. */
export interface PoolState {
  readonly tickets: readonly Ticket[];
  /** Owners that are about to draw a number. */
  readonly drawing: readonly string[];
}

const TICKET = /^([wh])-(\d+)-(\d+)-([0-9a-z]+)$/;
const DRAWING = /^d-([0-9a-z]+)$/;

/** The file of a ticket: `w-` while it waits, `h-` while it is held. */
export function fileOfTicket({ held, number, slots, owner }: Ticket): string {
  return `${held ? 'h' : 'w'}-${number}-${slots}-${owner}`;
}

/** The file that is there while an owner draws a number. */
export function fileOfDrawing(owner: string): string {
  return `d-${owner}`;
}

/** Understands the names of a pool's files; others are not its own. */
export function readState(names: readonly string[]): PoolState {
  const tickets = names.flatMap((name): Ticket[] => {
    const [, kind, number, slots, owner] = TICKET.exec(name) ?? [];
    if (owner === undefined) return [];
    return [{ held: kind === 'h', number: Number(number), slots: Number(slots), owner }];
  });
  return { tickets, drawing: names.flatMap((name) => DRAWING.exec(name)?.[1] ?? []) };
}

/** Whether one ticket comes before another one. */
export function isBefore(a: Ticket, b: Ticket): boolean {
  return a.number < b.number || (a.number === b.number && a.owner < b.owner);
}
