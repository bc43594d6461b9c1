import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Report } from '../data/report.js';
import { route } from '../route/navigation.js';
import { Icon } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';
import { FileDetail } from './file-detail.js';
import { RunDetail } from './run-detail.js';
import { TestDetail } from './test-detail.js';

/** All about what is selected. */
export function Detail({ report, onBack }: { readonly report: Report; readonly onBack: () => void }) {
  const { file, test } = route.value;
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (pane.current !== null) pane.current.scrollTop = 0;
  }, [file, test]);
  return (
    <main class="detail" ref={pane} tabIndex={-1} aria-label="Details">
      <button type="button" class="button back" onClick={onBack}>
        <Icon name="back" /> All files
      </button>
      <Selected report={report} file={file} test={test} />
    </main>
  );
}

function Selected({
  report,
  file,
  test,
}: {
  readonly report: Report;
  readonly file: string | undefined;
  readonly test: string | undefined;
}) {
  if (file === undefined) return <RunDetail report={report} />;
  const entry = report.find(file);
  if (entry === undefined) return <p class="nothing">This run has no file {printableLine(file)}.</p>;
  if (test !== undefined) return <TestDetail key={test} report={report} entry={entry} id={test} />;
  return <FileDetail key={file} report={report} entry={entry} />;
}
