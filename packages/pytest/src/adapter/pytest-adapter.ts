import { type Adapter, type AttemptRequest, BoundedOutput, type RunningAttempt } from '@steadfast/core';
import { classify } from '../classify/classify.js';
import { AttemptReportBuilder } from '../report/attempt-report.js';
import { ReportLines } from '../report/report-lines.js';
import type { ReportMessage } from '../report/report-message.js';
import { attemptTargets } from './attempt-arguments.js';
import { attemptEnvironment } from './attempt-environment.js';
import { testFromEnvironment } from './current-test.js';
import type { Launcher, PytestProject } from './launcher.js';

/** What is kept of an attempt's output to find pytest's own words about a refusal. */
const WORDS_BYTES = 64 * 1024;

/** Connects pytest to Steadfast's core; the launchers decide how a process is come by. */
export function createPytestAdapter(
  project: PytestProject,
  launchers: { readonly spawn: Launcher; readonly warm?: Launcher | undefined },
): Adapter {
  const { spawn, warm } = launchers;
  return {
    name: 'pytest',
    start: (request) =>
      startAttempt(request, project, request.isolation === 'spawn' ? spawn : (warm ?? spawn)),
    testOf: testFromEnvironment,
    close: async () => {
      await Promise.all([spawn.close(), warm?.close()]);
    },
  };
}

function startAttempt(request: AttemptRequest, project: PytestProject, launcher: Launcher): RunningAttempt {
  const report = new AttemptReportBuilder();
  const lines = new ReportLines((message) => {
    report.add(message);
    if (message.type === 'session-finished') {
      project.onCollectors?.(message.collectors ?? []);
      project.onWritten?.(request.file.path, message.written ?? []);
    }
    if (message.type === 'imports') project.onImports?.(message.modules);
    else forward(message, request);
  });
  const words = new BoundedOutput(WORDS_BYTES);
  const process = launcher.launch({
    request,
    targets: attemptTargets(request),
    environment: attemptEnvironment(request, project),
    onStarted: request.onStarted,
    onOutput: (chunk) => {
      words.write(chunk);
      request.onOutput(chunk);
    },
    onReport: (chunk) => {
      lines.write(chunk);
    },
  });
  return {
    process,
    classify: (ending) =>
      classify({
        ending,
        report: { ...report.report, isGarbled: lines.isGarbled },
        outputText: () => words.excerpt().text,
        file: request.file,
      }),
  };
}

function forward(message: ReportMessage, request: AttemptRequest): void {
  if (message.type === 'test-started') {
    request.onTestStarted(message.id, message.time === undefined ? undefined : message.time * 1000);
  }
  if (message.type !== 'test-finished') return;
  const { type: _type, ...test } = message;
  request.onTest(test);
}
