import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunEvent } from '../events.js';
import { describe, UnwritableReport } from './report-file.js';
import type { Reporter, ReportResult } from './reporter.js';

const REPORT = 'events';

/**
 * Writes every event to a file as it happens, one JSON object per line. The operating system has an event before the
 * run goes on, so that a run that is killed leaves all that it knew.
 *
 * @throws {UnwritableReport} when the file cannot be opened.
 */
export function openEventsFile(path: string): Reporter {
  let file: number;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, 'w');
  } catch (error) {
    throw new UnwritableReport(path, error);
  }
  let failure: unknown;
  return {
    listen: (event) => {
      // After one event that could not be written, later ones would make a log with a hole.
      if (failure !== undefined) return;
      try {
        writeAll(file, Buffer.from(toLine(event)));
      } catch (error) {
        failure = error;
      }
    },
    finish: () => {
      closeSync(file);
      return Promise.resolve([fate(path, failure)]);
    },
  };
}

/** Writes every event to a stream, such as standard output, as it happens. */
export function streamEvents(stream: NodeJS.WritableStream): Reporter {
  let failure: unknown;
  // Whoever read the events may have gone (EPIPE): that ends the report, not the run.
  stream.on('error', (error) => (failure ??= error));
  return {
    listen: (event) => {
      if (failure === undefined) stream.write(withoutCommands(toLine(event)));
    },
    finish: async () => {
      if (failure === undefined) await new Promise((resolve) => stream.write('', resolve));
      return [fate('-', failure)];
    },
  };
}

function toLine(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** The same JSON without what CI systems obey to, wherever in a line it stands: `##vso[`, `##[`, `##teamcity[`. */
function withoutCommands(line: string): string {
  return line.replaceAll('##', '#\\u0023');
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

function fate(path: string, failure: unknown): ReportResult {
  if (failure === undefined) return { kind: 'written', report: REPORT, path };
  return { kind: 'failed', report: REPORT, path, message: describe(failure) };
}
