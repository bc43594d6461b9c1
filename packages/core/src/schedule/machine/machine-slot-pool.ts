import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestFile } from '../../test-file.js';
import { type Lease, type SlotPool, slotsOf } from '../slot-pool.js';
import { turnOf } from './may-hold.js';
import { Neighbours } from './neighbours.js';
import { fileOfDrawing, fileOfTicket, readState, type Ticket } from './ticket.js';

/** What a file that runs alone takes: the processes may count the machine's slots differently. */
const MORE_THAN_ALL = 1_000_000;

interface Waiting {
  readonly ticket: Ticket;
  readonly grant: (held: Ticket | undefined) => void;
}

/**
 * The slots of the machine, which all processes share that look into the same folder. Slots go to whoever has waited longest.
 * There is no process that manages it: see {@link turnOf} for how they agree, and {@link Neighbours} for how they hear of each
 * other. A process that is killed leaves files, which the next one that they keep waiting takes away.
 */
export class MachineSlotPool implements SlotPool {
  readonly #owner = `${process.pid.toString(36)}${randomBytes(6).toString('hex')}`;
  readonly #neighbours: Neighbours;
  readonly #waiting = new Set<Waiting>();
  readonly #held = new Set<Ticket>();
  #looking = false;
  /** What of the lent slots is free. */
  #spare: number;

  /**
   * @param folder Absolute path of the folder, which is there.
   * @param total Slots of the machine.
   * @param lent Slots that this process has anyway, because it runs within an attempt that holds one.
   */
  constructor(
    private readonly folder: string,
    readonly total: number,
    private readonly lent: number,
  ) {
    this.#spare = lent;
    this.#neighbours = new Neighbours(folder, this.#owner, {
      changed: () => {
        this.#look();
      },
      gone: (owner) => {
        this.#bury(owner);
        this.#look();
      },
    });
  }

  /**
   * Takes part in the pool.
   *
   * @throws what the operating system says when the folder cannot be used.
   */
  open(): Promise<void> {
    return this.#neighbours.open();
  }

  /** Leaves the pool, with all that is held. */
  close(): void {
    for (const { grant } of this.#waiting) grant(undefined);
    this.#neighbours.tell();
    this.#neighbours.close();
    this.#bury(this.#owner);
  }

  async acquire(file: TestFile, signal: AbortSignal): Promise<Lease | undefined> {
    const slots = this.#slotsFor(file);
    let giveBack = await this.#take(slots, signal);
    if (giveBack === undefined) return undefined;
    return {
      slot: 0,
      release: () => {
        giveBack?.();
        giveBack = undefined;
      },
      reacquire: async (reacquireSignal) => {
        giveBack ??= await this.#take(slots, reacquireSignal);
        return giveBack !== undefined;
      },
    };
  }

  #slotsFor(file: TestFile): number {
    if (file.alone !== true) return slotsOf(file, this.total);
    // The attempt around this run holds its slot until this run ends: within it, alone means in this run.
    return this.lent > 0 ? this.lent : MORE_THAN_ALL;
  }

  /** Resolves to what gives the slots back. */
  async #take(slots: number, signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (slots <= this.#spare) {
      this.#spare -= slots;
      return () => {
        this.#spare += slots;
      };
    }
    const held = await this.#wait(this.#draw(slots), signal);
    if (held === undefined) return undefined;
    return () => {
      this.#drop(held);
    };
  }

  #wait(ticket: Ticket, signal: AbortSignal): Promise<Ticket | undefined> {
    return new Promise((resolve) => {
      const abort = (): void => {
        waiting.grant(undefined);
        this.#drop(ticket);
      };
      const waiting: Waiting = {
        ticket,
        grant: (held) => {
          signal.removeEventListener('abort', abort);
          this.#waiting.delete(waiting);
          resolve(held);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.add(waiting);
      this.#look();
    });
  }

  /** Draws the number after all that are there. Nothing of this waits, so that others never wait long. */
  #draw(slots: number): Ticket {
    const drawing = fileOfDrawing(this.#owner);
    this.#make(drawing);
    const highest = readState(readdirSync(this.folder)).tickets.reduce(
      (top, { number }) => Math.max(top, number),
      0,
    );
    const ticket: Ticket = { held: false, number: highest + 1, slots, owner: this.#owner };
    this.#make(fileOfTicket(ticket));
    this.#remove(drawing);
    this.#neighbours.tell();
    return ticket;
  }

  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    const blockers = new Set<string>();
    try {
      for (const { ticket, grant } of this.#waiting) {
        const state = readState(readdirSync(this.folder));
        const turn = turnOf(ticket, state, this.total, this.#neighbours.frozen);
        if (turn.kind === 'wait') {
          for (const owner of turn.for) blockers.add(owner);
          continue;
        }
        grant(this.#hold(ticket));
      }
    } finally {
      this.#looking = false;
    }
    this.#neighbours.watch([...blockers]);
  }

  #hold(ticket: Ticket): Ticket {
    const held = { ...ticket, held: true };
    try {
      renameSync(join(this.folder, fileOfTicket(ticket)), join(this.folder, fileOfTicket(held)));
    } catch {
      // Somebody who took this process for dead has taken the ticket away.
      this.#make(fileOfTicket(held));
    }
    this.#held.add(held);
    return held;
  }

  #drop(ticket: Ticket): void {
    this.#held.delete(ticket);
    this.#remove(fileOfTicket(ticket));
    this.#neighbours.tell();
    this.#look();
  }

  /** Takes away what a process left. Its name is never used again, so it does not matter how many do so. */
  #bury(owner: string): void {
    for (const name of readdirSync(this.folder)) if (name.endsWith(`-${owner}`)) this.#remove(name);
  }

  #make(name: string): void {
    closeSync(openSync(join(this.folder, name), 'w', 0o600));
  }

  #remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }
}
