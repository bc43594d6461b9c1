import { render } from 'preact';
import { App } from './app.js';
import { readData } from './data/read-block.js';
import { byUrgency, Report } from './data/report.js';
import { toneOf } from './data/status.js';
import { listenForPrinting } from './print/print-all.js';
import { followAddress, select } from './route/navigation.js';
import { listenForKeys } from './shell/keyboard.js';
import { applyTheme } from './shell/theme.js';
import './style/theme.css';
import './style/layout.css';
import './style/list.css';
import './style/detail.css';
import './style/text.css';
import './style/timeline.css';
import './style/speed.css';
import './style/print.css';

/** A screen this wide shows list and details beside each other. */
const WIDE = '(min-width: 900px)';

async function start(): Promise<void> {
  const place = document.getElementById('report');
  if (place === null) throw new Error('The page has no place for the report.');
  applyTheme();
  const report = new Report(await readData());
  followAddress();
  if (location.hash === '' && window.matchMedia(WIDE).matches) selectFirstFailure(report);
  document.getElementById('fallback')?.remove();
  render(<App report={report} />, place);
  listenForKeys(report);
  listenForPrinting(report);
}

function selectFirstFailure(report: Report): void {
  const [first] = report.files.toSorted(byUrgency);
  if (first === undefined || toneOf(first.status) !== 'bad') return;
  const [failure] = first.failures;
  select(
    failure?.kind === 'test' ? { file: first.path, test: failure.test.id } : { file: first.path },
    'replace',
  );
}

start().catch((error: unknown) => {
  // What the page holds for browsers that cannot show it, is shown at once.
  document.getElementById('fallback')?.classList.add('now');
  console.error(error);
});
