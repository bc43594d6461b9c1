import type { TerminalLike } from './color.js';

/**
 * How the run is shown while it goes on: a live view, a line per file, only failures and the summary, or only the summary,
 * because pytest itself has the terminal.
 */
export type ProgressMode = 'bar' | 'lines' | 'none' | 'summary';

/** What `--progress auto` means here: a live view where a person can watch it, lines in CI and in files. */
export function progressMode(
  wanted: Exclude<ProgressMode, 'summary'> | 'auto',
  stream: TerminalLike,
  environment: Readonly<Record<string, string | undefined>>,
): ProgressMode {
  if (wanted !== 'auto') return wanted;
  const inCi = environment['CI'] !== undefined && environment['CI'] !== '' && environment['CI'] !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb' && !inCi ? 'bar' : 'lines';
}
