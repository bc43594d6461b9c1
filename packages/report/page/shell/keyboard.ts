import type { Report } from '../data/report.js';
import { toneOf } from '../data/status.js';
import { commandOf, copy } from '../detail/rerun.js';
import { fold, selectedIndex, shownRows } from '../list/file-list.js';
import { targetOf } from '../list/list-row.js';
import type { Row } from '../list/rows.js';
import { SEARCH_ID } from '../list/toolbar.js';
import { navigate, route, select } from '../route/navigation.js';
import { VIEWS } from '../route/route.js';
import { helpOpen } from './help.js';

/** Lets the whole page be used by keys. */
export function listenForKeys(report: Report): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = isField(event.target)
      ? inField(event.key, event.target)
      : onPage(event.key, event, report);
    if (handled) event.preventDefault();
  });
}

function isField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

function inField(key: string, field: HTMLInputElement): boolean {
  if (key === 'Escape') {
    if (route.value.query === '') field.blur();
    else navigate({ query: '' }, 'replace');
    return true;
  }
  if (field.id !== SEARCH_ID) return false;
  if (key === 'ArrowDown' || key === 'Enter') return move(1);
  return key === 'ArrowUp' && move(-1);
}

function onPage(key: string, event: KeyboardEvent, report: Report): boolean {
  const view = VIEWS[Number(key) - 1];
  if (view !== undefined && (view !== 'changes' || report.data.comparison !== undefined)) {
    navigate({ view });
    return true;
  }
  switch (key) {
    case '/':
      navigate({ view: 'results' });
      focusSearch();
      return true;
    case '?':
      helpOpen.value = !helpOpen.value;
      return true;
    case 'Escape':
      if (route.value.query !== '' || route.value.only.length > 0) navigate({ query: '', only: [] });
      return false;
    case 'c':
      return copyRerun();
    default:
      return route.value.view === 'results' && inList(key, event);
  }
}

/** What is typed next must not get lost, so this waits only where the field is not there yet. */
function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID);
  if (field === null) requestAnimationFrame(() => document.getElementById(SEARCH_ID)?.focus());
  else field.focus();
}

function inList(key: string, event: KeyboardEvent): boolean {
  // Lines of the details are scrolled through, buttons are pressed.
  const elsewhere =
    event.target instanceof Element && event.target.closest('.detail, button, a, summary') !== null;
  switch (key) {
    case 'j':
      return move(1);
    case 'k':
      return move(-1);
    case 'ArrowDown':
      return !elsewhere && move(1);
    case 'ArrowUp':
      return !elsewhere && move(-1);
    case 'n':
      return move(1, isProblem);
    case 'p':
      return move(-1, isProblem);
    case 'ArrowRight':
      return !elsewhere && foldSelected(false);
    case 'ArrowLeft':
      return !elsewhere && foldSelected(true);
    case 'Enter':
      if (elsewhere) return false;
      document.querySelector<HTMLElement>('.detail')?.focus();
      return true;
    default:
      return false;
  }
}

/** Selects the next line of those that are wanted; stays where it is at the end. */
function move(step: 1 | -1, wanted: (row: Row) => boolean = isSelectable): boolean {
  const { rows } = shownRows.value;
  const { file, test } = route.value;
  let index = selectedIndex(rows, file, test);
  for (index += step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row === undefined || !wanted(row)) continue;
    select(targetOf(row), 'replace');
    break;
  }
  return true;
}

function isSelectable(row: Row): boolean {
  return row.kind === 'run' || row.kind === 'file' || row.kind === 'test';
}

function isProblem(row: Row): boolean {
  if (row.kind === 'test') return toneOf(row.test.last.outcome) === 'bad' || row.test.flaky;
  return (
    row.kind === 'file' &&
    toneOf(row.entry.status) === 'bad' &&
    row.entry.failures.some(({ kind }) => kind === 'file')
  );
}

function foldSelected(close: boolean): boolean {
  const { rows } = shownRows.value;
  const { file, test } = route.value;
  const row = rows[selectedIndex(rows, file, test)];
  if (row?.kind === 'test' && close) select({ file: row.entry.path }, 'replace');
  else if (row?.kind === 'file' && row.open === close) fold(row);
  return true;
}

function copyRerun(): boolean {
  const { file, test } = route.value;
  if (file === undefined) return false;
  const shown = document.querySelector<HTMLElement>('[data-copy]')?.dataset['copy'];
  void copy(shown ?? commandOf([test ?? file]));
  return true;
}
