import { ChangesView } from './changes/changes-view.js';
import type { Report } from './data/report.js';
import { Detail } from './detail/detail.js';
import { FileList } from './list/file-list.js';
import { route, runOpen, select } from './route/navigation.js';
import { Header } from './shell/header.js';
import { Help } from './shell/help.js';
import { SpeedView } from './speed/speed-view.js';
import { TimelineView } from './timeline/timeline-view.js';

export function App({ report }: { readonly report: Report }) {
  return (
    <>
      <Header report={report} />
      <Content report={report} />
      <Help />
    </>
  );
}

function Content({ report }: { readonly report: Report }) {
  const { view, file } = route.value;
  const { comparison } = report.data;
  if (view === 'timeline') return <TimelineView report={report} />;
  if (view === 'speed') return <SpeedView report={report} />;
  if (view === 'changes' && comparison !== undefined)
    return <ChangesView report={report} comparison={comparison} />;
  return (
    <div class={`panes ${file !== undefined || runOpen.value ? 'opened' : ''}`}>
      <FileList report={report} />
      <Detail
        report={report}
        onBack={() => {
          runOpen.value = false;
          select({});
        }}
      />
    </div>
  );
}
