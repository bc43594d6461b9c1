import type { ReadStream } from 'node:tty';
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
  { input, signals }: Interaction,
  isLive: boolean,
  respondent: Respondent,
): () => void {
  const { answer } = respondent;
  const letGo: (() => void)[] = [];
  if (signals && process.platform !== 'win32') {
    process.on('SIGUSR1', answer);
    letGo.push(() => process.removeListener('SIGUSR1', answer));
  }
  if (isLive && input !== undefined) {
    const press = (key: string): void => {
      if (key === 't') answer();
    };
    letGo.push(listenForKeys(input, { ...respondent, press }));
  }
  return () => {
    for (const each of letGo) each();
  };
}
