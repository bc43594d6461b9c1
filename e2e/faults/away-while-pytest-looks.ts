import { delimiter, join } from 'node:path';

/** A path that is away exactly while pytest looks for it. */
export interface AwayFault {
  /** A file or a folder, relative to the project. */
  readonly path: string;
  /** In which attempts (1-based) of the files that it concerns. */
  readonly attempts: readonly number[];
  /** Whether it comes back when pytest has looked; true when absent. */
  readonly back?: boolean;
  /** Who moves it: pytest's own process when absent, else that of `startOutsideMover`. */
  readonly by?: 'outside';
}

/** Arguments and environment that bring the faults about in every attempt of a run. */
export function awayWhilePytestLooks(...faults: readonly AwayFault[]): {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  const folder = join(import.meta.dirname, 'python');
  const inherited = process.env['PYTHONPATH'];
  return {
    args: ['-p', 'steadfast_faults'],
    env: {
      STEADFAST_FAULTS: JSON.stringify(faults),
      PYTHONPATH: inherited ? `${folder}${delimiter}${inherited}` : folder,
    },
  };
}
