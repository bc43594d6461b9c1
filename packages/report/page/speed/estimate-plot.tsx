import { useMemo } from 'preact/hooks';
import { durationText } from '../../src/duration-text.js';
import type { FileEntry } from '../data/report.js';
import { select } from '../route/navigation.js';
import { tickText } from '../../src/timeline/ticks.js';
import { printableLine } from '../text/printable.js';
import { logPosition } from './distribution.js';

const SIZE = { width: 420, height: 260, left: 46, bottom: 28, top: 8, right: 10 };
/** Points drawn; of more, those that are furthest off. */
const MOST = 800;
const DECADES = [10, 100, 1000, 10_000, 100_000, 1_000_000];

/** What was expected of each file against what it took. */
export function EstimatePlot({ files }: { readonly files: readonly FileEntry[] }) {
  const known = useMemo(
    () =>
      files
        .filter(({ file, durationMs }) => file.estimateMs > 0 && durationMs > 0)
        .toSorted((a, b) => misjudgement(b) - misjudgement(a))
        .slice(0, MOST),
    [files],
  );
  if (known.length === 0) return null;
  const values = known.flatMap(({ file, durationMs }) => [file.estimateMs, durationMs]);
  const low = Math.min(...values);
  const high = Math.max(...values, low * 10);
  const x = (ms: number): number =>
    SIZE.left + logPosition(ms, low, high) * (SIZE.width - SIZE.left - SIZE.right);
  const y = (ms: number): number =>
    SIZE.height - SIZE.bottom - logPosition(ms, low, high) * (SIZE.height - SIZE.bottom - SIZE.top);
  const marks = DECADES.filter((ms) => ms >= low && ms <= high);
  const off = known.filter((entry) => misjudgement(entry) > Math.log(2)).length;
  return (
    <section class="card plain">
      <h3>Expected against taken</h3>
      <div class="card-body">
        <p class="dim">
          {off === 0
            ? 'Every file took between half and twice of what was expected.'
            : `${off} of ${known.length} files took less than half or more than twice of what was expected.`}
        </p>
        <svg
          class="plot"
          viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
          role="img"
          aria-label="Expected duration of each file against the one that it took"
        >
          {marks.map((ms) => (
            <g key={ms} class="tick">
              <line x1={x(ms)} x2={x(ms)} y1={SIZE.top} y2={SIZE.height - SIZE.bottom} />
              <line x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y(ms)} y2={y(ms)} />
              <text x={x(ms)} y={SIZE.height - 14} text-anchor="middle">
                {tickText(ms)}
              </text>
              <text x={SIZE.left - 5} y={y(ms) + 3} text-anchor="end">
                {tickText(ms)}
              </text>
            </g>
          ))}
          <line class="even" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />
          {known.map((entry) => (
            <circle
              key={entry.index}
              class={misjudgement(entry) > Math.log(2) ? 'off' : ''}
              cx={x(entry.file.estimateMs)}
              cy={y(entry.durationMs)}
              r={3.5}
              onClick={() => {
                select({ file: entry.path });
              }}
            >
              <title>{`${printableLine(entry.path)}: expected ${durationText(entry.file.estimateMs)}, took ${durationText(entry.durationMs)}`}</title>
            </circle>
          ))}
          <text class="axis" x={(SIZE.width + SIZE.left) / 2} y={SIZE.height - 1} text-anchor="middle">
            expected
          </text>
        </svg>
        <p class="dim">Across: expected. Up: taken. On the line, both are the same.</p>
      </div>
    </section>
  );
}

function misjudgement({ file, durationMs }: FileEntry): number {
  return Math.abs(Math.log(durationMs / file.estimateMs));
}
