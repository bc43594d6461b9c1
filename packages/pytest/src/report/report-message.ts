import type { CollectedTest, SessionNotes, TestResult } from '@steadfast/core';
import type { SeenModule } from '../zygote/import-tally.js';

/** One line of the Python side's report; see `python/PROTOCOL.md`. */
export type ReportMessage =
  | {
      readonly type: 'session-started';
      readonly protocol: 1;
      readonly pytest: string;
      readonly python: string;
      readonly rootdir: string;
    }
  | { readonly type: 'collected'; readonly tests: readonly CollectedTest[]; readonly all: readonly string[] }
  | { readonly type: 'usage-error'; readonly message: string; readonly notFound: readonly string[] }
  | { readonly type: 'test-started'; readonly id: string; readonly time?: number }
  | ({ readonly type: 'test-finished' } & TestResult)
  | ({
      readonly type: 'session-notes';
      /** The reason of `pytest.exit`. */
      readonly exit?: string;
      /** Threads for which Python waits before it ends. */
      readonly threads?: readonly string[];
      /** The exit code before a `pytest_sessionfinish` hook changed it. */
      readonly statusBeforeHooks?: number;
    } & SessionNotes)
  | { readonly type: 'imports'; readonly modules: readonly SeenModule[] }
  | {
      readonly type: 'session-finished';
      readonly exitStatus: number;
      /** Tests that were to run, and those of them that did. */
      readonly collected: number;
      readonly finished: number;
      /** Messages of type `test-finished`. */
      readonly reported: number;
      /** Plugins and conftests that may collect other files than pytest does. */
      readonly collectors?: readonly string[];
      /** Files below the project that the attempt wrote anew. */
      readonly written?: readonly string[];
    };
