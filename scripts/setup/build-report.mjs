import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Builds the page of the browser report, if it is not the one of these sources. */
export function buildReport() {
  run(process.execPath, [join(ROOT, 'scripts/report-template.mjs')]);
}
