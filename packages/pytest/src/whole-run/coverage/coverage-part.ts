import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AttemptRequest, EXIT_CODE, type ExitCode } from '@steadfast/core';
import type { WholeRunPart } from '../whole-run-part.js';
import type { CoverageRequest } from './coverage-request.js';
import { type CoverageContext, reportCoverage } from './report-coverage.js';

/** Has every attempt measure into a file of its own, and the total reported once, at the end. */
export function coveragePart(
  request: CoverageRequest,
  context: CoverageContext & { readonly warn: (message: string) => void },
): WholeRunPart {
  const folder = mkdtempSync(join(tmpdir(), 'steadfast-coverage-'));

  async function report(exitCode: ExitCode): Promise<ExitCode> {
    const dataFiles = readdirSync(folder).map((name) => join(folder, name));
    return reportCoverage(dataFiles, request, exitCode, context);
  }

  return {
    attempts: {
      begin: ({ attemptId }: AttemptRequest): Readonly<Record<string, string>> => ({
        COVERAGE_FILE: join(folder, `.coverage.${attemptId}`),
      }),
    },
    async finish(exitCode) {
      try {
        // An interrupted pytest has no report, and one that was refused has nothing to report.
        const isOver = exitCode !== EXIT_CODE.interrupted && exitCode !== EXIT_CODE.usageError;
        return isOver ? await report(exitCode) : exitCode;
      } catch (error) {
        context.warn(`coverage could not be reported: ${error instanceof Error ? error.message : String(error)}`);
        return EXIT_CODE.internalError;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
