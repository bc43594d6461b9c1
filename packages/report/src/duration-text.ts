/** A duration as a person reads it: `3ms`, `0.42s`, `12.3s`, `2m 05s`, `1h 02m`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (ms < 99.5) return `${Math.round(ms)}ms`;
  // Rounded first, so that 59.96 does not become 60.0s.
  if (Number(seconds.toFixed(2)) < 10) return `${seconds.toFixed(2)}s`;
  if (Number(seconds.toFixed(1)) < 60) return `${seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m ${pad(whole % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

/** A share as a whole percentage: `41 %`. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
