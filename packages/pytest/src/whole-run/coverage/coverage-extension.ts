import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODE, type ExitCode, type Extension } from '@steadfast/core';
import type { CoverageRequest } from './coverage-request.js';
import { type CoverageContext, reportCoverage } from './report-coverage.js';

/** Has every attempt measure into a file of its own, and the total reported once, at the end. */
export function coverageExtension(
  request: CoverageRequest,
  context: CoverageContext & { readonly warn: (message: string) => void },
): Extension {
  let folder: string | undefined;

  async function report(exitCode: ExitCode, data: string): Promise<ExitCode> {
    // A test may have removed everything below the temporary folder; what is left is reported.
    mkdirSync(data, { recursive: true });
    const dataFiles = readdirSync(data).map((name) => join(data, name));
    return reportCoverage(dataFiles, request, exitCode, context);
  }

  return {
    name: 'coverage',
    prepare() {
      folder = mkdtempSync(join(tmpdir(), 'steadfast-coverage-'));
      return Promise.resolve(undefined);
    },
    beforeAttempt: ({ attemptId }) =>
      folder === undefined ? undefined : { COVERAGE_FILE: join(folder, `.coverage.${attemptId}`) },
    async finish(exitCode) {
      // An interrupted pytest has no report, and one that was refused has nothing to report.
      const isOver = exitCode !== EXIT_CODE.interrupted && exitCode !== EXIT_CODE.usageError;
      if (!isOver || folder === undefined) return exitCode;
      try {
        return await report(exitCode, folder);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        context.warn(`coverage could not be reported: ${reason}`);
        return EXIT_CODE.internalError;
      }
    },
    dispose() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
