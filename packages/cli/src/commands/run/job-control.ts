import type { Suspension } from '@steadfast/core';

/**
 * Stops the run with its attempts when the process is to be stopped (Ctrl-Z), and continues both; the returned function ends
 * that. Attempts are in sessions of their own, which no terminal stops.
 */
export function listenForJobControl(suspension: Suspension): () => void {
  if (process.platform === 'win32') return () => undefined;
  const stop = (): void => {
    suspension.suspend();
    // Who listens to SIGTSTP is not stopped by it.
    process.kill(process.pid, 'SIGSTOP');
  };
  const goOn = (): void => {
    suspension.resume();
  };
  process.on('SIGTSTP', stop);
  process.on('SIGCONT', goOn);
  return () => {
    process.removeListener('SIGTSTP', stop);
    process.removeListener('SIGCONT', goOn);
  };
}
