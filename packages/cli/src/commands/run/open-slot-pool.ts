import { mkdirSync } from 'node:fs';
import {
  availableCpus,
  LimitedSlotPool,
  MachineSlotPool,
  type SlotPool,
  userPoolFolder,
} from '@steadfast/core';
import type { OptionValues } from '../../options/option-table.js';
import type { CommandContext } from '../command-context.js';
import { notify } from '../notify.js';

/** The slots of a run, until it is disposed of. */
export interface OpenSlotPool extends Disposable {
  readonly slots: number | SlotPool;
}

/**
 * Opens the pool that a run takes its slots from. Where they cannot be shared the run has them to itself, and says so: that
 * costs speed, and no result.
 *
 * @param wanted The most attempts of the run at the same time. The machine has as many slots as CPUs, or as this run was told.
 */
export async function openSlotPool(
  { pool }: Pick<OptionValues, 'pool'>,
  wanted: number,
  context: Pick<CommandContext, 'environment' | 'stderr'>,
): Promise<OpenSlotPool> {
  if (pool === 'process') return ownSlots(wanted);
  // A run within an attempt goes on in the slot of that attempt, which waits for it.
  const spare = context.environment['STEADFAST_ATTEMPT_ID'] === undefined ? 0 : 1;
  try {
    const folder = pool === 'machine' ? userPoolFolder(context.environment) : made(pool);
    const machine = new MachineSlotPool(folder, Math.max(availableCpus(), wanted), spare);
    await machine.open();
    return {
      slots: new LimitedSlotPool(machine, wanted),
      [Symbol.dispose]: () => {
        machine.close();
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notify(context, `slots are not shared with other runs: ${reason}`);
    return ownSlots(wanted);
  }
}

function ownSlots(slots: number): OpenSlotPool {
  return { slots, [Symbol.dispose]: () => undefined };
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
