import { signal } from '@preact/signals';
import { Icon } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';

/** What was copied last, to say so. */
const copied = signal<string | undefined>(undefined);

/** The command that runs something again, to be copied. */
export function Rerun({ words, label }: { readonly words: readonly string[]; readonly label?: string }) {
  const command = commandOf(words);
  return (
    <div class="rerun">
      <code title={label}>
        <span class="dim">$ </span>
        {printableLine(command)}
      </code>
      <button type="button" class="button" data-copy={command} onClick={() => void copy(command)}>
        <Icon name={copied.value === command ? 'check' : 'copy'} />
        {copied.value === command ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}

/** Copies a text; where the browser does not let a page do so, it is selected by hand. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  copied.value = text;
}

/** A command line for a shell. */
export function commandOf(words: readonly string[]): string {
  return ['steadfast', ...words.map(shellWord)].join(' ');
}

function shellWord(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

// A page that was opened as a file may have no clipboard.
function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
