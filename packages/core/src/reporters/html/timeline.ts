import type { AttemptRecord, FileRecord, RunRecord } from '../../record/run-record.js';
import { element, text } from '../markup.js';

const WIDTH = 1000;
const ROW = 14;
const GAP = 2;

interface Bar {
  readonly file: FileRecord;
  readonly attempt: AttemptRecord;
}

/** What ran when in which slot; empty for a run without attempts. */
export function timeline({ files, startedAt, durationMs }: RunRecord): string {
  const bars = files.flatMap((file) => file.attempts.map((attempt): Bar => ({ file, attempt })));
  if (bars.length === 0 || durationMs <= 0) return '';
  const slots = bars.reduce((most, { attempt }) => Math.max(most, attempt.slot + 1), 0);
  const scale = WIDTH / durationMs;
  const rectangles = bars.map(({ file, attempt }) => {
    const x = (attempt.startedAt - startedAt) * scale;
    const length = (attempt.durationMs ?? startedAt + durationMs - attempt.startedAt) * scale;
    const title = `${file.path}, attempt ${attempt.attempt}: ${attempt.outcome ?? 'unfinished'}`;
    return element(
      'rect',
      {
        class: attempt.outcome ?? 'unfinished',
        x: x.toFixed(1),
        y: String(attempt.slot * ROW),
        width: Math.max(0.5, length - 0.5).toFixed(1),
        height: String(ROW - GAP),
      },
      [element('title', {}, [text(title)])],
    );
  });
  const viewBox = `0 0 ${WIDTH} ${slots * ROW}`;
  return element('svg', { viewBox, role: 'img', 'aria-label': 'Attempts by slot and time' }, rectangles);
}
