import { durationText, percentText } from '../../src/duration-text.js';
import type { Report } from '../data/report.js';
import { addressOf } from '../route/navigation.js';
import { Icon } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';

/** Where the time went, in numbers and in words, and what would help. */
export function AdviceList({ report }: { readonly report: Report }) {
  const { wallMs, slots, busyMs, idleMs, tailMs, longest, last } = report.time;
  const total = Math.max(1, wallMs * slots);
  return (
    <section class="advice" aria-label="Where the time went">
      <dl class="figures">
        <Figure name="took" value={durationText(wallMs)} />
        <Figure
          name={slots === 1 ? 'slot busy' : `${slots} slots busy`}
          value={percentText(Math.min(1, busyMs / total))}
        />
        <Figure
          name="idle"
          value={durationText(idleMs)}
          note={tailMs > 0 ? `${durationText(Math.min(tailMs, idleMs))} of it at the end` : ''}
        />
        {longest !== undefined && (
          <Figure name="longest file" value={durationText(longest.ms)} note={baseName(longest.path)} />
        )}
        {last !== undefined && (
          <Figure name="ended last" value={baseName(last.path)} note={`at ${durationText(last.endMs)}`} />
        )}
      </dl>
      <ul class="remedies">
        {report.advice.map(({ finding, remedy, file }) => (
          <li key={finding}>
            <Icon name="bulb" />
            <span>
              <b>{sentence(printableLine(finding))}:</b> {printableLine(remedy)}.
              {file !== undefined && (
                <>
                  {' '}
                  <a href={addressOf(file)}>Show the file</a>
                </>
              )}
            </span>
          </li>
        ))}
        {report.advice.length === 0 && (
          <li>
            <Icon name="check" />
            <span>Nothing stands out: no file, pause or start-up holds this run up.</span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Figure({
  name,
  value,
  note = '',
}: {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}) {
  return (
    <div>
      <dt>{printableLine(name)}</dt>
      <dd>
        {printableLine(value)}
        {note !== '' && <small>{printableLine(note)}</small>}
      </dd>
    </div>
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path at the beginning of a sentence stays as it is. */
function sentence(text: string): string {
  return /^[^\s]*[./]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
