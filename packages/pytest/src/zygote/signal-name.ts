import { constants } from 'node:os';

// Where a number has several names, the first is the usual one: SIGABRT before SIGIOT.
const NAMES = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** The name of a signal, such as `SIGSEGV`; its number where it has none. */
export function signalName(signal: number): string {
  return NAMES.get(signal) ?? `signal ${signal}`;
}
