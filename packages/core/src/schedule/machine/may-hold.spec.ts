import { describe, expect, it } from 'vitest';
import { turnOf } from './may-hold.js';
import { fileOfDrawing, fileOfTicket, readState, type Ticket } from './ticket.js';

const nobody: ReadonlySet<string> = new Set();

function ticket(owner: string, number: number, more: Partial<Ticket> = {}): Ticket {
  return { owner, number, held: false, slots: 1, ...more };
}

function turn(own: Ticket, others: readonly Ticket[], capacity = 2, frozen = nobody, drawing: string[] = []) {
  return turnOf(own, { tickets: [own, ...others], drawing }, capacity, frozen);
}

describe('turnOf', () => {
  it('lets as many hold as there are slots, the longest waiting first', () => {
    const [a, b, c] = [ticket('a', 1), ticket('b', 2), ticket('c', 3)];
    expect(turn(a, [b, c])).toEqual({ kind: 'now' });
    expect(turn(b, [a, c])).toEqual({ kind: 'now' });
    expect(turn(c, [a, b])).toEqual({ kind: 'wait', for: ['a', 'b'] });
  });

  it('counts what is held, whatever its number', () => {
    const held = ticket('b', 9, { held: true, slots: 2 });
    expect(turn(ticket('a', 1), [held])).toEqual({ kind: 'wait', for: ['b'] });
  });

  it('decides between equal numbers by the owner', () => {
    expect(turn(ticket('a', 1), [ticket('b', 1)], 1)).toEqual({ kind: 'now' });
    expect(turn(ticket('b', 1), [ticket('a', 1)], 1)).toEqual({ kind: 'wait', for: ['a'] });
  });

  it('lets nothing overtake a file that waits for several slots', () => {
    const held = ticket('a', 1, { held: true });
    const wide = ticket('b', 2, { slots: 2 });
    expect(turn(ticket('c', 3), [held, wide])).toEqual({ kind: 'wait', for: ['a', 'b'] });
  });

  it('lets one that takes more than there is run alone', () => {
    const alone = ticket('a', 1, { slots: 99 });
    expect(turn(alone, [ticket('b', 2)])).toEqual({ kind: 'now' });
    expect(turn(alone, [ticket('b', 2, { held: true })])).toEqual({ kind: 'wait', for: ['b'] });
    expect(turn(ticket('b', 2), [{ ...alone, held: true }], 8)).toEqual({ kind: 'wait', for: ['a'] });
  });

  it('waits for who draws a number, which may be a lower one', () => {
    expect(turn(ticket('a', 1), [], 2, nobody, ['b'])).toEqual({ kind: 'wait', for: ['b'] });
    expect(turn(ticket('a', 1), [], 2, nobody, ['a'])).toEqual({ kind: 'now' });
  });

  it('is kept waiting by nobody who does not answer', () => {
    const held = ticket('b', 1, { held: true, slots: 2 });
    expect(turn(ticket('a', 2), [held], 2, new Set(['b']), ['b'])).toEqual({ kind: 'now' });
  });
});

it('the names of files say all, and others are not of the pool', () => {
  const tickets = [ticket('3f', 12), ticket('a0', 3, { held: true, slots: 4 })];
  const names = [...tickets.map(fileOfTicket), fileOfDrawing('a0'), 's-a0', 'w-x-1-a', 'notes.txt'];
  expect(readState(names)).toEqual({ tickets, drawing: ['a0'] });
});
