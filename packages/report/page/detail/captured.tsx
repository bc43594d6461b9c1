import type { CapturedSection } from '@steadfast/core/record';
import { Output } from '../text/traceback.js';
import { printableLine } from '../text/printable.js';

/** What a test wrote; shown when it is asked for. */
export function Captured({ sections }: { readonly sections: readonly CapturedSection[] | undefined }) {
  if (sections === undefined) return null;
  return (
    <>
      {sections.map(({ title, text }, index) => (
        <OnDemand key={index} title={title} text={text} />
      ))}
    </>
  );
}

/** A text behind its title. */
export function OnDemand({
  title,
  text,
  note,
}: {
  readonly title: string;
  readonly text: string;
  readonly note?: string;
}) {
  if (text.trim() === '') return null;
  return (
    <details class="captured">
      <summary>
        {printableLine(title)} <span class="dim">{[sizeText(text), note].filter(Boolean).join(', ')}</span>
      </summary>
      <Output text={text} />
    </details>
  );
}

function sizeText(text: string): string {
  const lines = text.trimEnd().split('\n').length;
  return lines === 1 ? '1 line' : `${lines.toLocaleString('en')} lines`;
}
