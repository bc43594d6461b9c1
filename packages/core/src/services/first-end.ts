import type { ProcessFact } from '../outcome.js';
import type { CommandContext, PlacedCommand } from './command-context.js';
import type { Requirement } from './declaration.js';
import { untilReady } from './ready-check.js';
import type { SupervisedCommand } from './supervised-command.js';

/** What ended the wait for a requirement. */
export type FirstEnd =
  { readonly kind: 'ready' | 'late' | 'stopped' } | { readonly kind: 'ended'; readonly fact: ProcessFact };

/** Waits until a requirement is ready, or it is certain that it will not be. To be called as soon as its command was started. */
export async function firstEnd(
  requirement: Requirement,
  command: SupervisedCommand,
  placed: PlacedCommand,
  { run, declarations }: CommandContext,
): Promise<FirstEnd> {
  const over = new AbortController();
  const ends: Promise<FirstEnd>[] = [
    command.exited.then((fact) => ({ kind: 'ended', fact })),
    run.clock.sleep(requirement.timeoutMs, over.signal).then(() => ({ kind: 'late' })),
    aborted(run.stopping, over.signal).then(() => ({ kind: 'stopped' })),
  ];
  if (requirement.kind === 'service') {
    const { directory } = declarations;
    const lineMatching = (pattern: RegExp): Promise<void> => command.lines.matching(pattern);
    const checked = { ...placed, directory, lineMatching };
    const ready = untilReady(requirement.ready, checked, run.clock, over.signal);
    ends.push(ready.then(() => ({ kind: 'ready' })));
  }
  try {
    return await Promise.race(ends);
  } finally {
    over.abort();
  }
}

function aborted(signal: AbortSignal, until: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      resolve();
    };
    signal.addEventListener('abort', done, { once: true, signal: until });
  });
}
