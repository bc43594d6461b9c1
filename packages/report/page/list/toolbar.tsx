import { useMemo } from 'preact/hooks';
import type { Report } from '../data/report.js';
import { navigate, route } from '../route/navigation.js';
import { type Filter, FILTERS, type Sort, SORTS } from '../route/route.js';
import { Icon } from '../shell/icons.js';
import { fileMatches } from './filters.js';
import type { Rows } from './rows.js';

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  urgency: 'Failures first',
  time: 'Slowest first',
  path: 'By path',
};

const FILTER_TONES: Readonly<Record<Filter, string>> = {
  failed: 'bad',
  flaky: 'odd',
  recovered: 'odd',
  leaked: 'odd',
  skipped: 'dull',
  'not-run': 'dull',
  passed: 'good',
};

/** Id of the search field, for the key that goes there. */
export const SEARCH_ID = 'search';

export function Toolbar({ report, shown }: { readonly report: Report; readonly shown: Rows }) {
  const { query, sort } = route.value;
  return (
    <div class="toolbar">
      <div class="search">
        <Icon name="search" />
        <input
          id={SEARCH_ID}
          type="search"
          placeholder="Find files, tests and errors"
          aria-label="Find files, tests and errors"
          value={query}
          onInput={(event) => {
            navigate({ query: event.currentTarget.value }, 'replace');
          }}
        />
        <kbd>/</kbd>
      </div>
      <Filters report={report} />
      <div class="found">
        <span role="status">{foundText(shown, report, query)}</span>
        <select
          aria-label="Order"
          value={sort}
          onChange={(event) => {
            const chosen = SORTS.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) navigate({ sort: chosen });
          }}
        >
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {SORT_NAMES[each]}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Filters({ report }: { readonly report: Report }) {
  const { only } = route.value;
  const counts = useMemo(
    () =>
      FILTERS.map((filter) => ({
        filter,
        count: report.files.filter((entry) => fileMatches(entry, filter)).length,
      })).filter(({ count }) => count > 0),
    [report],
  );
  return (
    <div class="filters" role="group" aria-label="Show only files that">
      {counts.map(({ filter, count }) => (
        <button
          key={filter}
          type="button"
          class={`chip ${FILTER_TONES[filter]}`}
          aria-pressed={only.includes(filter)}
          onClick={() => {
            navigate({
              only: only.includes(filter) ? only.filter((each) => each !== filter) : [...only, filter],
            });
          }}
        >
          {filter === 'not-run' ? 'not run' : filter} <b>{count.toLocaleString('en')}</b>
        </button>
      ))}
    </div>
  );
}

function foundText({ files, tests }: Rows, report: Report, query: string): string {
  const all = report.files.length;
  const ofAll = files === all ? '' : ` of ${all.toLocaleString('en')}`;
  const text = `${files.toLocaleString('en')}${ofAll} ${all === 1 ? 'file' : 'files'}`;
  return query === '' || tests === 0
    ? text
    : `${text}, ${tests.toLocaleString('en')} ${tests === 1 ? 'test' : 'tests'}`;
}
