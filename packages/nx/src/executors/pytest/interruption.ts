const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for the signals that end a run, until it is disposed of. */
export interface Interruption extends Disposable {
  /** Aborted by the first of them, with its name as the reason. */
  readonly signal: AbortSignal;
}

/** Makes the signals that would end this process a request to end the run. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => {
    controller.abort(name);
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
