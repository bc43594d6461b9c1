import { render } from 'preact';
import type { Report } from '../data/report.js';
import { loadAll } from '../data/texts.js';
import { PrintPage } from './print-page.js';

const place = document.createElement('div');

/** Prints everything, with all texts. */
export async function printAll(report: Report): Promise<void> {
  await loadAll(report.data.chunkOfFile);
  window.print();
}

/** Makes the browser's own print command print everything, too. */
export function listenForPrinting(report: Report): void {
  document.body.append(place);
  window.addEventListener('beforeprint', () => {
    render(<PrintPage report={report} />, place);
  });
  window.addEventListener('afterprint', () => {
    render(null, place);
  });
  // The browser does not wait for texts, so they are there before.
  requestIdleCallbackOrLater(() => void loadAll(report.data.chunkOfFile.slice(0, 200)));
}

function requestIdleCallbackOrLater(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, 1000);
}
