import type { ServiceChange } from '../events.js';

/** `service redis`, `setup migrate of slot 1` */
export function serviceTitle({ kind, name, slot }: Pick<ServiceChange, 'kind' | 'name' | 'slot'>): string {
  return `${kind} ${name}${slot === undefined ? '' : ` of slot ${slot}`}`;
}

/** What became of a service, for a person: one line, or several for what failed. */
export function serviceText(change: ServiceChange): string {
  const title = serviceTitle(change);
  const age = `${(change.ageMs / 1000).toFixed(1)} s`;
  switch (change.state) {
    case 'started':
      return `${title} starts`;
    case 'ready':
      return `${title} is ready after ${age}`;
    case 'ended':
      return change.kind === 'service' ? `${title} was stopped` : `${title} is done after ${age}`;
    case 'failed':
      return change.reason ?? `${title} failed`;
  }
}
