/** What the page shows, as its address says it: every file, test and filter has one. */
export interface Route {
  readonly view: View;
  /** Path of the selected file; absent for the run as a whole. */
  readonly file?: string;
  /** Id of the selected test of that file. */
  readonly test?: string;
  readonly query: string;
  /** The filters that are on; empty for everything. */
  readonly only: readonly Filter[];
  readonly sort: Sort;
  /** What the timeline is zoomed to, in milliseconds from the start. */
  readonly zoom?: readonly [fromMs: number, toMs: number];
}

export const VIEWS = ['results', 'timeline', 'speed', 'changes'] as const;
export type View = (typeof VIEWS)[number];

export const FILTERS = ['failed', 'flaky', 'recovered', 'leaked', 'skipped', 'not-run', 'passed'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['urgency', 'time', 'path'] as const;
export type Sort = (typeof SORTS)[number];

export const START: Route = { view: 'results', query: '', only: [], sort: 'urgency' };

/** Reads an address; what it does not understand, it leaves out. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const words = new URLSearchParams(search);
  const file = words.get('file');
  const test = words.get('test');
  const zoom = (words.get('zoom') ?? '').split('-').map(Number);
  const [from, to] = zoom;
  return {
    view: oneOf(VIEWS, path) ?? START.view,
    ...(file !== null && { file }),
    ...(file !== null && test !== null && { test }),
    query: words.get('q') ?? '',
    only: (words.get('only') ?? '').split(',').flatMap((word) => oneOf(FILTERS, word) ?? []),
    sort: oneOf(SORTS, words.get('sort') ?? '') ?? START.sort,
    ...(from !== undefined && to !== undefined && from >= 0 && to > from && { zoom: [from, to] as const }),
  };
}

/** The address of what is shown; `parseRoute` reads it. */
export function formatRoute({ view, file, test, query, only, sort, zoom }: Route): string {
  const words = new URLSearchParams();
  if (file !== undefined) words.set('file', file);
  if (test !== undefined) words.set('test', test);
  if (query !== '') words.set('q', query);
  if (only.length > 0) words.set('only', only.join(','));
  if (sort !== START.sort) words.set('sort', sort);
  if (zoom !== undefined) words.set('zoom', zoom.map(Math.round).join('-'));
  const search = words.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `#/${view}${search === '' ? '' : `?${search}`}`;
}

function oneOf<T extends string>(known: readonly T[], word: string): T | undefined {
  return known.find((each) => each === word);
}
