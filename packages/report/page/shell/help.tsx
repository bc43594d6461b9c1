import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export const helpOpen = signal(false);

const KEYS = [
  ['↓ ↑ or j k', 'next and previous line'],
  ['n p', 'next and previous failure'],
  ['→ ←', 'list the tests of a file, or hide them'],
  ['Enter', 'go to the details'],
  ['/', 'search'],
  ['Esc', 'leave the search, clear it, close this'],
  ['c', 'copy the command that runs it again'],
  ['1 2 3 4', 'results, timeline, speed, changes'],
  ['+ − 0', 'zoom the timeline'],
] as const;

/** Which keys do what. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const close = (): void => {
    helpOpen.value = false;
  };
  return (
    <dialog ref={dialog} aria-label="Keys" onClose={close} onClick={close}>
      <h2>Keys</h2>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys
                .split(' ')
                .map((key) => (key === 'or' || key === 'and' ? ` ${key} ` : <kbd key={key}>{key}</kbd>))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
