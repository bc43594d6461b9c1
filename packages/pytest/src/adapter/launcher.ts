import type { AttemptProcess, AttemptRequest, Launch } from '@steadfast/core';
import type { Learning } from '../learning/learning.js';
import type { SeenModule } from '../zygote/import-tally.js';

/** What an attempt's process is started with, whichever way it is started. */
export interface PytestLaunch {
  readonly request: AttemptRequest;
  /** What to run: one file, or node ids of it. */
  readonly targets: readonly string[];
  /** Added to the environment of the project. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called when the process runs, before it writes or reports anything. */
  readonly onStarted: (pid: number, launch: Launch) => void;
  readonly onOutput: (chunk: Uint8Array) => void;
  readonly onReport: (chunk: Uint8Array) => void;
}

/** A process that runs pytest, or is going to. */
export interface LaunchedAttempt {
  readonly process: AttemptProcess;
  /** Takes what the attempt imported, if somebody wants to know. */
  readonly learnImports?: (modules: readonly SeenModule[]) => void;
}

/** A way to get a process that runs pytest: a new interpreter, or a fork of a warm one. */
export interface Launcher {
  launch(launch: PytestLaunch): LaunchedAttempt;
  close(): Promise<void>;
}

/** What all attempts of a project share. */
export interface PytestProject {
  /** Absolute path of the folder that pytest is started in. */
  readonly root: string;
  /** Absolute path of the Python interpreter. */
  readonly python: string;
  /** Paths as they were named for the run, see {@link initialPaths}; none when nobody named any. */
  readonly runPaths?: readonly string[];
  /** Options for every pytest, as the user gave them. */
  readonly pytestOptions: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether there will be a JUnit report, which tests may hand properties and attributes to. */
  readonly wantsJunit?: boolean;
  /** Modules that a zygote imports before it forks. */
  readonly preload?: readonly string[];
  /** Called with plugins and conftests that may collect files of other kinds, as an attempt saw them. */
  readonly onCollectors?: (names: readonly string[]) => void;
  /** Called with the files that an attempt wrote anew, below the project. */
  readonly onWritten?: (file: string, written: readonly string[]) => void;
  /** What earlier runs learned, and what this one does; absent when nothing is to be kept. */
  readonly learning?: Learning;
}
