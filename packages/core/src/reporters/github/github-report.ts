import { appendFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { RunRecord } from '../../record/run-record.js';
import type { RecordReport } from '../record-reports.js';
import { describe } from '../report-file.js';
import { type AnnotationNaming, annotationsOf, workflowCommand } from './annotations.js';
import { jobSummary } from './job-summary.js';

export interface GithubReportOptions {
  /** `GITHUB_STEP_SUMMARY`: the file that the job summary is appended to. */
  readonly summaryFile: string;
  /** `GITHUB_WORKSPACE`: the top of the repository. */
  readonly workspace: string | undefined;
  /** The project of a monorepo, which is named in all that is shown. */
  readonly project?: string;
  /** The step's output, where annotations go. */
  readonly output: NodeJS.WritableStream;
  /** Draws the timeline of the run in characters; without it, the summary has none. */
  readonly timeline?: (record: RunRecord) => string;
}

/** GitHub shows no more of each level per step. */
const SHOWN_PER_LEVEL = 10;

/** Annotations at file and line, and a job summary, for a step of GitHub Actions. */
export function githubReport({
  summaryFile,
  workspace,
  output,
  project,
  timeline,
}: GithubReportOptions): RecordReport {
  return {
    path: summaryFile,
    write: async (record) => {
      const prefix = workspace === undefined ? '' : prefixOf(workspace, record.root);
      for (const line of annotationLines(record, { prefix, project })) output.write(`${line}\n`);
      const fate = { report: 'GitHub job summary', path: summaryFile };
      try {
        await appendFile(summaryFile, jobSummary(record, { project, timeline: timeline?.(record) }));
        return { kind: 'written', ...fate };
      } catch (error) {
        return { kind: 'failed', ...fate, message: describe(error) };
      }
    },
  };
}

function annotationLines(record: RunRecord, naming: AnnotationNaming): readonly string[] {
  const all = annotationsOf(record);
  const shown = (['error', 'warning'] as const).flatMap((level) =>
    all.filter((annotation) => annotation.level === level).slice(0, SHOWN_PER_LEVEL),
  );
  return shown.map((annotation) => workflowCommand(annotation, naming));
}

function prefixOf(workspace: string, root: string): string {
  const path = relative(workspace, root).replaceAll(sep, '/');
  return path === '' || path.startsWith('..') ? '' : `${path}/`;
}
