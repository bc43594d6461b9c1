import { signal } from '@preact/signals';
import { formatRoute, parseRoute, type Route } from './route.js';

/** What is shown now. */
export const route = signal<Route>(parseRoute(location.hash));

/** On a narrow screen the details of the run stand alone, once they were asked for. */
export const runOpen = signal(false);

/** Shows something; `replace` is for what a reader does not want to go back through, such as letters of a search. */
export function show(next: Route, history: 'push' | 'replace' = 'push'): void {
  const address = formatRoute(next);
  if (address === location.hash) return;
  if (history === 'push') window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
  route.value = next;
}

/** Changes a part of what is shown. */
export function navigate(change: Partial<Route>, history: 'push' | 'replace' = 'push'): void {
  show({ ...route.value, ...change }, history);
}

/** A file, a test of it, or with neither the run as a whole. */
export type Target = Pick<Route, 'file' | 'test'>;

/** Shows the details of something. */
export function select(target: Target, history: 'push' | 'replace' = 'push'): void {
  const { file: _, test: __, ...rest } = route.value;
  show({ ...rest, view: 'results', ...target }, history);
}

/** The address of a file or test, with everything else as it is. */
export function addressOf(file: string, test?: string): string {
  return formatRoute({
    view: 'results',
    file,
    ...(test !== undefined && { test }),
    query: '',
    only: [],
    sort: 'urgency',
  });
}

/** Follows the address bar and the buttons beside it. */
export function followAddress(): void {
  const follow = (): void => {
    route.value = parseRoute(location.hash);
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
}
