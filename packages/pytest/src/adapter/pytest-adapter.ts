import {
  type Adapter,
  type AttemptRequest,
  BoundedOutput,
  type Classification,
  type Launch,
  type RunningAttempt,
} from '@steadfast/core';
import { classify } from '../classify/classify.js';
import { capturedOutput } from '../output/captured-output.js';
import { AttemptReportBuilder } from '../report/attempt-report.js';
import { ReportLines } from '../report/report-lines.js';
import type { ReportMessage } from '../report/report-message.js';
import { shallower } from '../zygote/rung.js';
import { attemptTargets } from './attempt-arguments.js';
import { attemptEnvironment } from './attempt-environment.js';
import { testFromEnvironment } from './current-test.js';
import { doubtSharing } from './doubt-sharing.js';
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
    start: (request) => {
      const lowered = project.learning?.rungOf(request.file.path) ?? 'auto';
      const isolation = shallower(request.isolation, lowered);
      const launcher = isolation === 'spawn' ? spawn : (warm ?? spawn);
      return startAttempt({ ...request, isolation }, project, launcher);
    },
    testOf: testFromEnvironment,
    close: async () => {
      await Promise.all([spawn.close(), warm?.close()]);
    },
  };
}

function startAttempt(request: AttemptRequest, project: PytestProject, launcher: Launcher): RunningAttempt {
  const startedAt = performance.now();
  const report = new AttemptReportBuilder();
  const words = new BoundedOutput(WORDS_BYTES);
  let launch: Launch | undefined;
  const lines = new ReportLines((message) => {
    report.add(message);
    if (message.type === 'session-finished') {
      project.onCollectors?.(message.collectors ?? []);
      project.onWritten?.(request.file.path, message.written ?? []);
    }
    if (message.type === 'imports') launched.learnImports?.(message.modules);
    else forward(message, request);
  });
  const launched = launcher.launch({
    request,
    targets: attemptTargets(request),
    environment: attemptEnvironment(request, project),
    onStarted: (pid, how) => {
      launch = how;
      request.onStarted(pid, how);
    },
    onOutput: (chunk) => {
      words.write(chunk);
      request.onOutput(chunk);
    },
    onReport: (chunk) => {
      lines.write(chunk);
    },
  });
  return {
    process: launched.process,
    classify: (ending): Classification => {
      const facts = {
        ending,
        report: { ...report.report, isGarbled: lines.isGarbled },
        file: request.file,
        ranMs: performance.now() - startedAt,
      };
      // pytest has had no chance to show it.
      if (facts.report.fact !== 'complete') request.onOutput(Buffer.from(capturedOutput(request.directory)));
      const result = classify({ ...facts, outputText: () => words.excerpt().text });
      return doubtSharing(result, request, launch, project.learning);
    },
  };
}

function forward(message: ReportMessage, request: AttemptRequest): void {
  if (message.type === 'collected') request.onCollected?.(message.tests, message.all);
  if (message.type === 'test-started') {
    request.onTestStarted(message.id, message.time === undefined ? undefined : message.time * 1000);
  }
  if (message.type !== 'test-finished') return;
  const { type: _type, ...test } = message;
  request.onTest(test);
}
