import { durationText } from '../../src/duration-text.js';
import type { FileEntry, Report } from '../data/report.js';
import { addressOf } from '../route/navigation.js';
import { resultOf } from '../../src/result.js';
import { Icon, type IconName } from '../shell/icons.js';
import { printableLine } from '../text/printable.js';
import { Card } from './card.js';
import { Happenings } from './happenings.js';
import { Rerun } from './rerun.js';
import { WarningsCard } from './warnings-card.js';

/** More words than this are too long for a command line. */
const RERUN_WORDS = 20;

export function RunDetail({ report }: { readonly report: Report }) {
  const { record, parts } = report.data;
  const failed = report.files.filter(({ failures }) => failures.length > 0);
  const leaking = report.files.filter(({ leaks }) => leaks.length > 0);
  return (
    <article>
      <header class="detail-head">
        <h2>{printableLine(resultOf(record).text)}</h2>
      </header>
      {failed.length > 0 && (
        <Rerun
          words={failed.length > RERUN_WORDS ? ['--lf'] : failed.map(({ path }) => path)}
          label="Runs again what failed"
        />
      )}
      <Happenings events={record.notable} startedAt={record.startedAt} />
      <FileList
        title="Left processes behind"
        icon="drop"
        tone="odd"
        files={leaking}
        tell={({ leaks }) => leaks[0]?.command ?? ''}
      />
      <FileList
        title="Recovered: not found at first"
        icon="again"
        tone="odd"
        files={report.files.filter(({ status }) => status === 'recovered')}
        tell={({ file }) =>
          `${file.retries.missing} more ${file.retries.missing === 1 ? 'attempt' : 'attempts'}`
        }
      />
      <FileList
        title="Flaky"
        icon="again"
        tone="odd"
        files={report.files.filter(({ status }) => status === 'flaky')}
        tell={({ notableTests }) =>
          notableTests[0]?.results.find(({ message }) => message !== undefined)?.message ?? ''
        }
      />
      <WarningsCard files={record.files} />
      <Card title="This run">
        <dl class="properties">
          <Property name="project" value={record.root} />
          <Property name="started" value={new Date(record.startedAt).toLocaleString()} />
          <Property name="took" value={durationText(record.durationMs)} />
          <Property name="slots" value={String(record.slots)} />
          <Property
            name="shards"
            value={parts
              .map(({ label }) => label)
              .filter((label) => label !== '')
              .join(', ')}
          />
          <Property
            name="exit code"
            value={record.exitCode === undefined ? 'none: the run was killed' : String(record.exitCode)}
          />
          {Object.entries(record.tools).map(([tool, version]) => (
            <Property key={tool} name={tool} value={version} />
          ))}
          <Property name="run" value={record.runId} />
        </dl>
      </Card>
    </article>
  );
}

function Property({ name, value }: { readonly name: string; readonly value: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{printableLine(name)}</dt>
      <dd>{printableLine(value)}</dd>
    </div>
  );
}

interface FileListProps {
  readonly title: string;
  readonly icon: IconName;
  readonly tone: 'odd' | 'bad';
  readonly files: readonly FileEntry[];
  readonly tell: (entry: FileEntry) => string;
}

/** Files of one kind shown here; the list has all. */
const SHOWN = 20;

function FileList({ title, icon, tone, files, tell }: FileListProps) {
  if (files.length === 0) return null;
  return (
    <Card title={`${title} (${files.length})`} icon={icon} tone={tone}>
      <ul class="tests">
        {files.slice(0, SHOWN).map((entry) => (
          <li key={entry.index}>
            <Icon name="chevron" />
            <a href={addressOf(entry.path)}>{printableLine(entry.path)}</a>
            <span class="dim said">{printableLine(tell(entry))}</span>
          </li>
        ))}
      </ul>
      {files.length > SHOWN && <p class="dim">{`and ${files.length - SHOWN} more`}</p>}
    </Card>
  );
}
