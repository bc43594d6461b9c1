import { type ServiceChange, serviceText, serviceTitle } from '@steadfast/core';
import { printable } from './printable.js';
import { leakText } from './summary.js';
import type { RunDigest } from './run-digest.js';
import type { TextStyle } from './text-style.js';
import type { ToldCauses } from './told-causes.js';

/** What is told of a service: what goes well where progress is told, and always what failed or was left behind. */
export function serviceLines(
  change: ServiceChange,
  told: ToldCauses,
  digest: RunDigest,
  { style, quiet }: { readonly style: TextStyle; readonly quiet: boolean },
): readonly string[] {
  const leaks = (change.leaks ?? []).map((leak) => {
    const text = `${serviceTitle(change)} left behind ${leakText(leak)}`;
    return style.odd('warning: ') + printable(text, false);
  });
  const text = serviceText(change);
  if (change.state === 'failed') {
    // As a file without an attempt tells it: it refers to what was told here.
    told.before(`${text} `, serviceTitle(change));
    digest.failedServices.push(text.split('\n', 1)[0] ?? text);
    return [...leaks, style.bad('error: ') + printable(text, style.color)];
  }
  const isNews = change.state === 'ready' || (change.state === 'ended' && change.kind !== 'service');
  return isNews && !quiet ? [style.faint(printable(text, false)), ...leaks] : leaks;
}
