import type { FileRecord } from '@steadfast/core/record';
import { useMemo } from 'preact/hooks';
import { type RunWarning, warningsOf } from '../data/warnings.js';
import { addressOf } from '../route/navigation.js';
import { printable, printableLine } from '../text/printable.js';
import { Card } from './card.js';

/** Warnings shown; a run may have thousands. */
const SHOWN = 30;

/** What the sessions of files warned of. */
export function WarningsCard({ files }: { readonly files: readonly FileRecord[] }) {
  const warnings = useMemo(() => warningsOf(files), [files]);
  if (warnings.length === 0) return null;
  const count = warnings.reduce((sum, warning) => sum + warning.count, 0);
  return (
    <Card title={`Warnings (${count.toLocaleString('en')})`} tone="odd" icon="bulb">
      <ul class="warnings">
        {warnings.slice(0, SHOWN).map((warning, index) => (
          <Warning key={index} warning={warning} />
        ))}
      </ul>
      {warnings.length > SHOWN && <p class="dim">{`and ${warnings.length - SHOWN} different ones`}</p>}
    </Card>
  );
}

function Warning({ warning }: { readonly warning: RunWarning }) {
  const { category, message, file, line, count, tests, files } = warning;
  const [first = ''] = files;
  const where = tests[0] ?? first;
  const more = Math.max(tests.length, files.length) - 1;
  return (
    <li>
      <p>
        <b>{printableLine(category)}</b> {printable(message)}
      </p>
      <p class="dim">
        {printableLine(`${file}:${line}`)} · {count === 1 ? 'once' : `${count.toLocaleString('en')} times`} ·{' '}
        <a href={addressOf(first, tests[0])}>{printableLine(where)}</a>
        {more > 0 && ` and ${more.toLocaleString('en')} more`}
      </p>
    </li>
  );
}
