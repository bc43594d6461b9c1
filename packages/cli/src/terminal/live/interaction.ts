import type { ReadStream } from 'node:tty';
import type { Suspension } from '@steadfast/core';
import { listenForKeys } from './key-presses.js';
import type { LastLines } from './running-text.js';

/** How a person at the terminal can ask what runs now. */
export interface Interaction {
  /** Where keys come from, when it is a terminal. */
  readonly input?: ReadStream;
  /** Streams that end up on the same terminal. */
  readonly sharedStreams: readonly NodeJS.WritableStream[];
  readonly lastLines: LastLines;
  /** Whether SIGUSR1 asks, too. */
  readonly signals: boolean;
  /** Tells when the terminal is to be given back for a while. */
  readonly suspension?: Suspension;
}

export const NO_INTERACTION: Interaction = { sharedStreams: [], lastLines: () => [], signals: false };

/** Whoever answers a person. */
export interface Respondent {
  /** Says what runs now. */
  answer(): void;
  /** Gives the terminal back for a while, and takes it again. */
  pause(): void;
  resume(): void;
}

/** Lets a person ask what runs now: with the key `t` in a live view, and with SIGUSR1 where there is one. */
export function listenForQuestions(
  { input, signals, suspension }: Interaction,
  isLive: boolean,
  respondent: Respondent,
): () => void {
  const { answer, pause, resume } = respondent;
  const letGo: (() => void)[] = [];
  if (signals && process.platform !== 'win32') {
    process.on('SIGUSR1', answer);
    letGo.push(() => process.removeListener('SIGUSR1', answer));
  }
  if (isLive) {
    const press = (key: string): void => {
      if (key === 't') answer();
    };
    const keyboard = input && listenForKeys(input, press);
    const stopFollowing = suspension?.follow({
      suspend: () => {
        pause();
        keyboard?.pause();
      },
      resume: () => {
        keyboard?.resume();
        resume();
      },
    });
    letGo.push(() => {
      stopFollowing?.();
      keyboard?.close();
    });
  }
  return () => {
    for (const each of letGo) each();
  };
}
