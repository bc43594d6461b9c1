import { useMemo } from 'preact/hooks';
import { durationText, percentText } from '../../src/duration-text.js';
import { tickText } from '../../src/timeline/ticks.js';
import type { Report } from '../data/report.js';
import { shortName } from '../detail/file-detail.js';
import { addressOf } from '../route/navigation.js';
import { printableLine } from '../text/printable.js';
import { histogram, slowestTests } from './distribution.js';
import { EstimatePlot } from './estimate-plot.js';

/** Files and tests named. */
const NAMED = 15;

export function SpeedView({ report }: { readonly report: Report }) {
  const slowFiles = useMemo(
    () => report.files.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, NAMED),
    [report],
  );
  const slowTests = useMemo(() => slowestTests(report.files, NAMED), [report]);
  return (
    <main class="page grid" aria-label="Speed">
      <StartUp report={report} />
      <Histogram report={report} />
      <Ranking
        title="Slowest files"
        items={slowFiles.map((entry) => ({
          name: printableLine(entry.path),
          address: addressOf(entry.path),
          ms: entry.durationMs,
          testMs: entry.tests.reduce((sum, { last }) => sum + last.durationMs, 0),
        }))}
      />
      <Ranking
        title="Slowest tests"
        items={slowTests.map(({ entry, test }) => ({
          name: shortName(test.id, entry.path),
          note: printableLine(entry.path),
          address: addressOf(entry.path, test.id),
          ms: test.last.durationMs,
          testMs: test.last.durationMs,
        }))}
      />
      <EstimatePlot files={report.files} />
    </main>
  );
}

function StartUp({ report }: { readonly report: Report }) {
  const { startUpMs, testMs, busyMs, pauseMs } = report.time;
  const share = busyMs === 0 ? 0 : startUpMs / busyMs;
  return (
    <section class="card plain">
      <h3>Start-up against tests</h3>
      <div class="card-body">
        <div
          class="split"
          role="img"
          aria-label={`${percentText(share)} start-up, ${percentText(1 - share)} tests`}
        >
          <span class="start" style={{ width: `${share * 100}%` }} />
          <span class="work" style={{ width: `${(1 - share) * 100}%` }} />
        </div>
        <dl class="figures">
          <div>
            <dt>start-up</dt>
            <dd>
              {durationText(startUpMs)} <small>{percentText(share)}</small>
            </dd>
          </div>
          <div>
            <dt>tests</dt>
            <dd>
              {durationText(testMs)} <small>{percentText(1 - share)}</small>
            </dd>
          </div>
          <div>
            <dt>pauses</dt>
            <dd>{durationText(pauseMs)}</dd>
          </div>
        </dl>
        <p class="dim">
          Start-up is what attempts take besides their tests: the process, imports, collection, clean-up.
        </p>
      </div>
    </section>
  );
}

function Histogram({ report }: { readonly report: Report }) {
  const bins = useMemo(
    () => histogram(report.files.flatMap(({ tests }) => tests.map(({ last }) => last.durationMs))),
    [report],
  );
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <section class="card plain">
      <h3>How long tests take</h3>
      <div class="card-body">
        <ul class="histogram">
          {bins.map(({ fromMs, toMs, count, totalMs }) => (
            <li key={fromMs}>
              <span class="range">
                {toMs === Infinity ? `over ${tickText(fromMs)}` : `under ${tickText(toMs)}`}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span class="time">{count.toLocaleString('en')}</span>
              <span class="time dim">{durationText(totalMs)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface RankedItem {
  readonly name: string;
  readonly note?: string;
  readonly address: string;
  readonly ms: number;
  readonly testMs: number;
}

function Ranking({ title, items }: { readonly title: string; readonly items: readonly RankedItem[] }) {
  const most = Math.max(1, items[0]?.ms ?? 1);
  return (
    <section class="card plain">
      <h3>{title}</h3>
      <div class="card-body">
        <ol class="ranking">
          {items.map(({ name, note, address, ms, testMs }) => (
            <li key={address}>
              <a href={address} title={note}>
                {name}
              </a>
              <span class="time" title={`${ms.toFixed(1)} ms`}>
                {durationText(ms)}
              </span>
              <span class="bar two" aria-hidden="true">
                <span style={{ width: `${(Math.min(ms, testMs) / most) * 100}%` }} />
                <span class="start" style={{ width: `${(Math.max(0, ms - testMs) / most) * 100}%` }} />
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
