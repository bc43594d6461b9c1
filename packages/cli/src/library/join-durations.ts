import { existsSync } from 'node:fs';
import { mergeDurations, readDurations, updateDurations } from '@steadfast/core';

/**
 * Adds what one durations file knows to another one, which loses nothing. Where the first does not exist, nothing happens.
 *
 * @param from Absolute path of the file that is read.
 * @param into Absolute path of the file that is brought up to date.
 * @throws what the operating system says when a file cannot be written.
 */
export async function joinDurations(from: string, into: string): Promise<void> {
  if (!existsSync(from)) return;
  const { durations } = await readDurations(from);
  await updateDurations(into, (known) => mergeDurations(known, durations));
}
