import {
  type Adapter,
  type AttemptProcess,
  type AttemptRequest,
  BoundedOutput,
  type RunningAttempt,
  spawnAttempt,
} from '@steadfast/core';
import { classify } from '../classify/classify.js';
import { AttemptReportBuilder } from '../report/attempt-report.js';
import { ReportLines } from '../report/report-lines.js';
import type { ReportMessage } from '../report/report-message.js';
import { attemptArguments } from './attempt-arguments.js';
import { attemptEnvironment } from './attempt-environment.js';

/** What all attempts of a project share. */
export interface PytestProject {
  /** Absolute path of the folder that pytest is started in. */
  readonly root: string;
  /** Absolute path of the Python interpreter. */
  readonly python: string;
  /** Options for every pytest, as the user gave them. */
  readonly pytestOptions: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What an attempt's process is started with, by whichever way. */
export interface PytestLaunch {
  readonly request: AttemptRequest;
  /** pytest's arguments, without the interpreter. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly onReport: (chunk: Uint8Array) => void;
}

/** A way to get a process that runs pytest: a new interpreter, or a fork of a warm one. */
export interface Launcher {
  launch(launch: PytestLaunch): AttemptProcess;
  close(): Promise<void>;
}

/** Descriptor on which the Python side reports. */
export const REPORT_FD = 3;

/** Connects pytest to Steadfast's core. */
export function createPytestAdapter(
  project: PytestProject,
  launcher: Launcher = spawnLauncher(project),
): Adapter {
  return {
    name: 'pytest',
    start: (request) => startAttempt(request, project, launcher),
    close: () => launcher.close(),
  };
}

/** Starts a new interpreter for every attempt. */
export function spawnLauncher({ python, root }: PytestProject): Launcher {
  return {
    launch: ({ args, environment, onOutput, onReport }) =>
      spawnAttempt({
        command: python,
        args: ['-m', 'pytest', ...args],
        cwd: root,
        environment,
        extendEnvironment: false,
        onOutput,
        onReport,
      }),
    close: () => Promise.resolve(),
  };
}

function startAttempt(request: AttemptRequest, project: PytestProject, launcher: Launcher): RunningAttempt {
  const report = new AttemptReportBuilder();
  const lines = new ReportLines((message) => {
    report.add(message);
    forward(message, request);
  });
  // pytest's own words about a refusal stand near the end of a short output.
  const words = new BoundedOutput(64 * 1024);
  const process = launcher.launch({
    request,
    args: attemptArguments(request, project.pytestOptions),
    environment: attemptEnvironment(request, project.environment, REPORT_FD),
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
      classify({ ending, report: report.report, outputText: () => words.excerpt().text, file: request.file }),
  };
}

function forward(message: ReportMessage, request: AttemptRequest): void {
  if (message.type === 'test-started') request.onTestStarted(message.id);
  if (message.type === 'test-finished') {
    const { type: _type, ...test } = message;
    request.onTest(test);
  }
}
