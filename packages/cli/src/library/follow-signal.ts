import type { Cancellation } from '@steadfast/core';

/** Interrupts a run when a signal aborts, until it is disposed of. */
export function followSignal(signal: AbortSignal | undefined, cancellation: Cancellation): Disposable {
  const stop = (): void => {
    cancellation.interrupt(signal?.reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  };
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    [Symbol.dispose]: () => {
      signal?.removeEventListener('abort', stop);
    },
  };
}
