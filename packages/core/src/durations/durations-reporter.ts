import { describe } from '../reporters/report-file.js';
import type { Reporter } from '../reporters/reporter.js';
import { type DurationSample, recordDurations } from './durations.js';
import { updateDurations } from './durations-file.js';
import { durationOfFile } from './durations-of-record.js';

/** Remembers what the files of the run took. */
export interface DurationsReport {
  readonly path: string;
  /** Whether somebody asked for the file by name: then a run without it is not what was asked for. */
  readonly required: boolean;
  /** Told what a person should know. */
  readonly notify: (notice: string) => void;
}

/** Brings a durations file up to date when the run is over. */
export function reportDurations({ path, required, notify }: DurationsReport): Reporter {
  const run = new Map<string, readonly DurationSample[]>();
  let filtered = false;
  return {
    listen: (event, file) => {
      if (event.type === 'run-started') filtered = event.filtered === true;
      const sample = file === undefined || filtered ? undefined : durationOfFile(file);
      if (file !== undefined && sample !== undefined) run.set(file.path, [sample]);
    },
    finish: async () => {
      try {
        const { notices } =
          run.size === 0
            ? { notices: [] }
            : await updateDurations(path, (known) => recordDurations(known, run));
        notices.forEach(notify);
        return [];
      } catch (error) {
        const message = describe(error);
        if (required) return [{ kind: 'failed', report: 'durations', path, message }];
        notify(`What the files took could not be remembered in ${path}: ${message}.`);
        return [];
      }
    },
  };
}
