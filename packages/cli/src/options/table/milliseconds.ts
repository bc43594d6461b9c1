/** A duration as it would be written: `5s`, `200ms`. */
export function milliseconds(ms: number): string {
  return ms % 1000 === 0 ? `${String(ms / 1000)}s` : `${String(ms)}ms`;
}
