import type { Cancellation } from '@steadfast/core';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Turns signals into requests to stop; the returned function lets go of them. */
export function listenForInterrupts(cancellation: Cancellation): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      cancellation.interrupt(signal);
    };
    process.on(signal, listener);
    return () => process.removeListener(signal, listener);
  });
  return () => {
    for (const letGo of listeners) letGo();
  };
}
