import type { Fault } from '@steadfast/core/record';
import { printable, printableLine } from '../text/printable.js';
import { OnDemand } from './captured.js';
import { Card } from './card.js';

/** What broke in Steadfast, an adapter or an extension, and hit a file. */
export function FaultCard({ fault }: { readonly fault: Fault | undefined }) {
  if (fault === undefined) return null;
  const { during, message, stack } = fault;
  return (
    <Card title={`Something broke ${printableLine(during)}`} tone="bad" icon="bolt">
      <p>{printable(message)}</p>
      {stack !== undefined && <OnDemand title="Stack" text={stack} />}
      <p class="dim">This is no fault of the tests: it came from Steadfast, an extension or the machine.</p>
    </Card>
  );
}
