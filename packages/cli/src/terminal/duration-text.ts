/** A duration as a person reads it: `0.42s`, `12.3s`, `2m 05s`, `1h 02m`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  // Rounded first, so that 59.96 does not become 60.0s.
  if (Number(seconds.toFixed(2)) < 10) return `${seconds.toFixed(2)}s`;
  if (Number(seconds.toFixed(1)) < 60) return `${seconds.toFixed(1)}s`;
  return wholeSecondsText(ms);
}

/** The same for a clock that is watched: `0s`, `12s`, `2m 05s`. */
export function wholeSecondsText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${pad(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
