import type { RunRecord } from '@steadfast/core/record';
import { durationText } from '../../src/duration-text.js';
import { projectName, resultOf } from '../../src/result.js';
import type { Report } from '../data/report.js';
import { statusLabel, toneOf, type Status } from '../data/status.js';
import { printAll } from '../print/print-all.js';
import { navigate, route } from '../route/navigation.js';
import type { View } from '../route/route.js';
import { printableLine } from '../text/printable.js';
import { Icon, type IconName } from './icons.js';
import { helpOpen } from './help.js';
import { nextTheme, type Theme, theme } from './theme.js';

const VIEW_NAMES: Readonly<Record<View, string>> = {
  results: 'Results',
  timeline: 'Timeline',
  speed: 'Speed',
  changes: 'Changes',
};

const THEME_ICONS: Readonly<Record<Theme, IconName>> = { auto: 'half', light: 'sun', dark: 'moon' };

export function Header({ report }: { readonly report: Report }) {
  const { record, comparison } = report.data;
  const result = resultOf(record);
  return (
    <header class={`top ${result.tone}`}>
      <div class="headline">
        <span class="seal">
          <Icon name={result.tone === 'bad' ? 'cross' : 'check'} />
        </span>
        <div class="title">
          <h1>{printableLine(result.text)}</h1>
          <p>{factsOf(record)}</p>
        </div>
        <Buttons report={report} />
      </div>
      <TestsBar record={record} />
      <Tabs
        views={
          comparison === undefined
            ? ['results', 'timeline', 'speed']
            : ['results', 'timeline', 'speed', 'changes']
        }
      />
    </header>
  );
}

function factsOf(record: RunRecord): string {
  const { startedAt, durationMs, shard, tools, slots, complete, files } = record;
  return printableLine(
    [
      projectName(record),
      durationText(durationMs),
      `${files.length.toLocaleString('en')} ${files.length === 1 ? 'file' : 'files'} in ${slots} ${slots === 1 ? 'slot' : 'slots'}`,
      ...(shard === undefined ? [] : [`shard ${shard.index}/${shard.total}`]),
      new Date(startedAt).toLocaleString(),
      ...Object.entries(tools)
        .filter(([tool]) => tool === 'pytest' || tool === 'python')
        .map(([tool, version]) => `${tool} ${version}`),
      ...(complete ? [] : ['the run was killed before its end']),
    ].join(' · '),
  );
}

const ORDER = [
  'failed',
  'error',
  'flaky',
  'xpassed',
  'skipped',
  'xfailed',
  'passed',
] as const satisfies readonly Status[];

/** All tests in one bar, by how they ended. */
function TestsBar({ record }: { readonly record: RunRecord }) {
  const { tests } = record.counts;
  const shown = ORDER.filter((status) => tests[status] > 0);
  const total = shown.reduce((sum, status) => sum + tests[status], 0);
  if (total === 0) return null;
  return (
    <div class="tests-bar">
      <div class="split" aria-hidden="true">
        {shown.map((status) => (
          <span
            key={status}
            class={`${toneOf(status)} ${status}`}
            style={{ width: `${(tests[status] / total) * 100}%` }}
          />
        ))}
      </div>
      <p>
        {shown.map((status) => (
          <span key={status} class={`${toneOf(status)}-text`}>
            <b>{tests[status].toLocaleString('en')}</b> {statusLabel(status)}
          </span>
        ))}
      </p>
    </div>
  );
}

function Tabs({ views }: { readonly views: readonly View[] }) {
  const { view } = route.value;
  return (
    <nav class="tabs" aria-label="Views">
      {views.map((each, index) => (
        <button
          key={each}
          type="button"
          aria-current={each === view ? 'page' : undefined}
          onClick={() => {
            navigate({ view: each });
          }}
        >
          {VIEW_NAMES[each]}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
    </nav>
  );
}

function Buttons({ report }: { readonly report: Report }) {
  return (
    <div class="buttons">
      <button
        type="button"
        class="button quiet"
        aria-label={`Colours: ${theme.value}`}
        title={`Colours: ${theme.value}`}
        onClick={nextTheme}
      >
        <Icon name={THEME_ICONS[theme.value]} />
      </button>
      <button
        type="button"
        class="button quiet"
        aria-label="Print"
        title="Print everything"
        onClick={() => void printAll(report)}
      >
        <Icon name="print" />
      </button>
      <button
        type="button"
        class="button quiet"
        aria-label="Keys"
        title="Keys"
        onClick={() => {
          helpOpen.value = true;
        }}
      >
        <kbd>?</kbd>
      </button>
    </div>
  );
}
