import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Report } from '../data/report.js';
import { navigate, route } from '../route/navigation.js';
import { ListRow, targetOf } from './list-row.js';
import { type Folding, type Row, type Rows, rowsOf } from './rows.js';
import { Toolbar } from './toolbar.js';
import { VirtualList } from './virtual-list.js';

export const ROW_HEIGHT = 30;

const folding = signal<Folding>(new Map());

/** The rows as they are shown now, for whoever moves through them by key. */
export const shownRows = signal<Rows>({ rows: [], files: 0, tests: 0 });

/** Lists all tests of a file, or none; a second time, what is listed without being asked. */
export function fold(row: Row): void {
  if (row.kind !== 'file' && row.kind !== 'more') return;
  const { index } = row.entry;
  const next = new Map(folding.value);
  const wanted = row.kind === 'more' || !row.open ? 'all' : 'none';
  if (next.get(index) === undefined || row.kind === 'more') next.set(index, wanted);
  else next.delete(index);
  folding.value = next;
}

export function FileList({ report }: { readonly report: Report }) {
  const { query, only, sort, file, test } = route.value;
  const folded = folding.value;
  const shown = useMemo(
    () => rowsOf(report.files, { query, only, sort }, folded),
    [report, query, only, sort, folded],
  );
  shownRows.value = shown;
  const focus = useMemo(() => selectedIndex(shown.rows, file, test), [shown, file, test]);
  return (
    <nav class="side" aria-label="Files and tests">
      <Toolbar report={report} shown={shown} />
      {shown.files === 0 ? (
        <p class="nothing">
          Nothing matches.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              navigate({ query: '', only: [] });
            }}
          >
            Show everything
          </button>
        </p>
      ) : (
        <VirtualList
          items={shown.rows}
          rowHeight={ROW_HEIGHT}
          focus={focus}
          label="Files and tests"
          activeId={focus < 0 ? undefined : rowId(focus)}
          render={(row, index) => (
            <ListRow
              key={index}
              id={rowId(index)}
              row={row}
              selected={index === focus}
              query={query}
              onFold={fold}
            />
          )}
        />
      )}
    </nav>
  );
}

/** Where the selection is in the list; -1 when it is not listed. */
export function selectedIndex(
  rows: readonly Row[],
  file: string | undefined,
  test: string | undefined,
): number {
  return rows.findIndex((row) => {
    if (row.kind === 'message' || row.kind === 'more') return false;
    const target = targetOf(row);
    return target.file === file && target.test === test;
  });
}

function rowId(index: number): string {
  return `row-${index}`;
}
