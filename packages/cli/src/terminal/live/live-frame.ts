import cliTruncate from 'cli-truncate';
import { fileCountsText, plural, testCountsText } from '../counts-text.js';
import { wholeSecondsText } from '../duration-text.js';
import { printable } from '../printable.js';
import type { TextStyle } from '../text-style.js';
import { isSlow, type LiveProgress, type RunningAttempt } from './live-progress.js';

export interface FrameLook {
  readonly columns: number;
  readonly rows: number;
  readonly style: TextStyle;
  /** Whether the terminal has block characters. */
  readonly unicode: boolean;
}

/** Above this width more detail makes nothing clearer. */
const WIDEST = 120;

/**
 * The lines at the bottom of the terminal while tests run: how far the run is, what came of it so far, and what runs in each
 * slot. Every line fits, and there are always fewer than the terminal has.
 */
export function liveFrame(progress: LiveProgress, now: number, look: FrameLook): readonly string[] {
  // The last column stays free: some terminals break the line when it is written.
  const width = Math.max(1, Math.min(look.columns - 1, WIDEST));
  const head = [progressLine(progress, now, width, look), countsLine(progress)];
  const slots = slotLines(progress, now, width, Math.max(0, look.rows - head.length - 2), look.style);
  return [...head, ...slots].map((line) => cliTruncate(line, width));
}

function progressLine(progress: LiveProgress, now: number, width: number, look: FrameLook): string {
  const { done, total } = progress;
  const left = progress.timeLeftMs(now);
  // Nobody knows how many files a queue has for this machine.
  const files = total === 0 ? `${plural(done, 'file')} done` : `${done}/${plural(total, 'file')}`;
  const elapsed = wholeSecondsText(now - progress.startedAt);
  const rest =
    left === undefined || total === 0 || done === total ? '' : `, about ${wholeSecondsText(left)} left`;
  const text = `${files}, ${elapsed}${rest}`;
  const room = width - text.length - 1;
  return total === 0 || room < NARROWEST_BAR ? text : `${bar(done, total, room, look)} ${text}`;
}

const NARROWEST_BAR = 5;

function bar(done: number, total: number, width: number, { style, unicode }: FrameLook): string {
  const filled = Math.floor((done / total) * width);
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.'];
  return style.good(full.repeat(filled)) + style.faint(empty.repeat(width - filled));
}

function countsLine({ done, files, tests }: LiveProgress): string {
  const ofFiles = fileCountsText({ ...files, passed: 0 });
  if (done === 0) return 'No file is finished yet';
  return `Tests: ${testCountsText(tests)}${ofFiles === 'none' ? '' : `. Files: ${ofFiles}`}`;
}

function slotLines(
  progress: LiveProgress,
  now: number,
  width: number,
  room: number,
  style: TextStyle,
): readonly string[] {
  const { running } = progress;
  if (running.length <= room) return running.map((attempt) => slotLine(attempt, now, width, style));
  // What runs longest is what a person looks for.
  const oldest = [...running].sort((a, b) => a.startedAt - b.startedAt).slice(0, Math.max(0, room - 1));
  return [
    ...oldest.map((attempt) => slotLine(attempt, now, width, style)),
    ...(room > 0 ? [style.faint(`and ${plural(running.length - oldest.length, 'more file')}`)] : []),
  ];
}

function slotLine(attempt: RunningAttempt, now: number, width: number, style: TextStyle): string {
  const slow = isSlow(attempt, now);
  const time = wholeSecondsText(now - attempt.startedAt).padStart(7);
  const notes = [...(slow ? ['slow'] : []), ...(attempt.attempt > 1 ? [`attempt ${attempt.attempt}`] : [])];
  const note = notes.length > 0 ? `  ${notes.join(', ')}` : '';
  const room = Math.max(1, width - time.length - 2 - note.length);
  // The end of a path tells more than its beginning.
  const path = cliTruncate(printable(attempt.file, false), room, { position: 'start' });
  return `${slow ? style.odd(time) : style.faint(time)}  ${path}${style.odd(note)}`;
}
