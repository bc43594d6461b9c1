import { durationText } from '../../src/duration-text.js';
import { statusLabel, testStatus, toneOf } from '../data/status.js';
import { runOpen, select, type Target } from '../route/navigation.js';
import { Icon, StatusIcon } from '../shell/icons.js';
import { Highlight } from '../text/highlight.js';
import { printableLine } from '../text/printable.js';
import type { Row } from './rows.js';

interface ListRowProps {
  readonly row: Row;
  readonly id: string;
  readonly selected: boolean;
  readonly query: string;
  readonly onFold: (row: Row) => void;
}

export function ListRow({ row, id, selected, query, onFold }: ListRowProps) {
  const open = (): void => {
    if (row.kind === 'more') onFold(row);
    else {
      runOpen.value = row.kind === 'run';
      select(targetOf(row));
    }
  };
  const expanded = row.kind === 'file' ? row.open : undefined;
  return (
    <div
      id={id}
      class={`row ${row.kind} ${selected ? 'selected' : ''}`}
      role="treeitem"
      aria-level={row.kind === 'run' || row.kind === 'file' ? 1 : 2}
      aria-selected={selected}
      aria-expanded={expanded}
      onClick={open}
    >
      <RowContent row={row} query={query} onFold={onFold} />
    </div>
  );
}

/** What a row selects. */
export function targetOf(row: Row): Target {
  switch (row.kind) {
    case 'run':
      return {};
    case 'test':
      return { file: row.entry.path, test: row.test.id };
    case 'message':
      return row.test === undefined ? { file: row.entry.path } : { file: row.entry.path, test: row.test.id };
    case 'file':
    case 'more':
      return { file: row.entry.path };
  }
}

function RowContent({ row, query, onFold }: Pick<ListRowProps, 'row' | 'query' | 'onFold'>) {
  switch (row.kind) {
    case 'run':
      return (
        <>
          <span class="status dull">
            <Icon name="run" />
          </span>
          <span class="name strong">The run as a whole</span>
        </>
      );
    case 'file':
      return <FileRow row={row} query={query} onFold={onFold} />;
    case 'test': {
      const name = row.test.id.startsWith(`${row.entry.path}::`)
        ? row.test.id.slice(row.entry.path.length + 2)
        : row.test.id;
      return (
        <>
          <StatusIcon status={testStatus(row.test)} />
          <span class="name">
            <Highlight text={name} query={query} />
          </span>
          <span class="time">{durationText(row.test.last.durationMs)}</span>
        </>
      );
    }
    case 'message':
      return (
        <code class={`name ${toneOf(row.test === undefined ? row.entry.status : testStatus(row.test))}-text`}>
          <Highlight text={row.text} query={query} />
        </code>
      );
    case 'more':
      return (
        <span class="name dim">{`and ${row.count.toLocaleString('en')} more ${row.count === 1 ? 'test' : 'tests'}`}</span>
      );
  }
}

function FileRow({
  row,
  query,
  onFold,
}: { readonly row: Extract<Row, { kind: 'file' }> } & Pick<ListRowProps, 'query' | 'onFold'>) {
  const { entry, open } = row;
  const slash = entry.path.lastIndexOf('/') + 1;
  return (
    <>
      <span
        class={`fold ${open ? 'open' : ''}`}
        title={open ? 'Close' : 'List all tests'}
        onClick={(event) => {
          event.stopPropagation();
          onFold(row);
        }}
      >
        <Icon name="chevron" />
      </span>
      <StatusIcon status={entry.status} />
      <span class="name" title={printableLine(entry.path)}>
        <span class="dim">
          <Highlight text={entry.path.slice(0, slash)} query={query} />
        </span>
        <Highlight text={entry.path.slice(slash)} query={query} />
      </span>
      {toneOf(entry.status) !== 'good' && (
        <span class={`tag ${toneOf(entry.status)}`}>{statusLabel(entry.status)}</span>
      )}
      {entry.leaks.length > 0 && entry.status !== 'leaked' && <span class="tag odd">leaked</span>}
      <span class="count">{entry.tests.length.toLocaleString('en')}</span>
      <span class="time">{entry.file.durationMs === undefined ? '' : durationText(entry.durationMs)}</span>
    </>
  );
}
