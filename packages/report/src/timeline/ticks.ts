const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const SECOND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];

/** Round times between two others, at most `most` of them; milliseconds. */
export function ticks(fromMs: number, toMs: number, most: number): readonly number[] {
  const span = toMs - fromMs;
  const steps = [...STEPS, ...SECOND_STEPS.map((seconds) => seconds * 1000)];
  const step = steps.find((each) => span / each <= most) ?? Math.ceil(span / most / 14_400_000) * 14_400_000;
  const first = Math.ceil(fromMs / step) * step;
  const count = Math.max(0, Math.floor((toMs - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** A time on an axis: `0`, `250ms`, `1.5s`, `30s`, `2m`, `1h 30m`. */
export function tickText(ms: number): string {
  if (ms === 0) return '0';
  if (ms % 1000 !== 0) return ms < 1000 ? `${ms}ms` : `${Number((ms / 1000).toFixed(3))}s`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds}s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [
    hours > 0 && `${hours}h`,
    minutes > 0 && `${minutes}m`,
    seconds % 60 > 0 && `${seconds % 60}s`,
  ];
  return parts.filter(Boolean).join(' ');
}
