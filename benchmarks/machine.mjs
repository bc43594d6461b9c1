import { cpus, release } from 'node:os';

/** What was measured on, for the text above a table. */
export function machine() {
  return `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'CPU'}, ${process.platform} ${release()}.`;
}
