import { durationText } from '../../src/duration-text.js';
import type { Bar } from '../../src/timeline/timeline.js';
import { printableLine } from '../text/printable.js';

interface TooltipProps {
  readonly bar: Bar;
  /** Pixels from the corner of the drawing. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const WIDTH = 280;

/** What an attempt was, beside the pointer. */
export function Tooltip({ bar, x, y, width }: TooltipProps) {
  const left = Math.max(0, Math.min(width - WIDTH, x + 14));
  const tookMs = bar.endMs - bar.startMs;
  return (
    <div
      class="tooltip"
      role="status"
      style={{ left: `${left}px`, top: `${y + 18}px`, width: `${Math.min(WIDTH, width)}px` }}
    >
      <b>{printableLine(bar.path)}</b>
      <span>
        attempt {bar.attempt}: {bar.outcome}, {durationText(tookMs)}
      </span>
      <span class="dim">
        from {durationText(bar.startMs)} to {durationText(bar.endMs)}; {bar.tests}{' '}
        {bar.tests === 1 ? 'test' : 'tests'}, {durationText(bar.startUpMs)} start-up
      </span>
      {bar.pauseMs > 0 && <span class="dim">after a pause of {durationText(bar.pauseMs)}</span>}
      {bar.leaks > 0 && (
        <span class="odd-text">left {bar.leaks === 1 ? 'a process' : `${bar.leaks} processes`} behind</span>
      )}
    </div>
  );
}
