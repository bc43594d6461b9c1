import { type EventListener, type ExitCode, type Extension, isFailure, type TestFile } from '@steadfast/core';
import { isGiven, type PytestArguments } from '../arguments/pytest-arguments.js';
import type { NodeIds } from './cache/node-ids.js';
import type { ProjectCache } from './cache/project-cache.js';

/** What `--stepwise` and its companions come to. */
export interface StepwiseRequest {
  /** `--stepwise-skip`: the first failure does not stop the run. */
  readonly skip: boolean;
  /** `--stepwise-reset`: begin at the beginning. */
  readonly reset: boolean;
}

export function stepwiseRequest(all: PytestArguments): StepwiseRequest | undefined {
  const skip = isGiven(all, '--stepwise-skip');
  const reset = isGiven(all, '--stepwise-reset');
  return skip || reset || isGiven(all, '--stepwise') ? { skip, reset } : undefined;
}

/** As many failures stop a stepwise run. */
export function stepwiseLimit({ skip }: StepwiseRequest): number {
  return skip ? 2 : 1;
}

export interface StepwiseContext {
  readonly cache: ProjectCache;
  readonly ids: NodeIds;
  /** Version of the pytest that may read the cache next. */
  readonly pytestVersion: string;
  /** The tests of a file in the order in which pytest runs them, by pytest's ids. */
  readonly collect: (file: TestFile) => Promise<readonly string[]>;
}

/** Runs the files one by one in pytest's order, from the test that failed last, and remembers the next one that fails. */
export function stepwiseExtension(request: StepwiseRequest, context: StepwiseContext): Extension {
  return new StepwiseExtension(request, context);
}

class StepwiseExtension implements Extension {
  readonly name = '--stepwise';
  readonly #begin: string | undefined;
  #beganThere = false;
  readonly #failures: string[] = [];

  constructor(
    private readonly request: StepwiseRequest,
    private readonly context: StepwiseContext,
  ) {
    this.#begin = request.reset ? undefined : context.cache.stepwise();
  }

  readonly listen: EventListener = (event) => {
    if (event.type !== 'test-finished') return;
    const nodeId = this.context.ids.toPytest(event.test.id);
    this.#beganThere ||= nodeId === this.#begin;
    if (isFailure(event.test.outcome)) this.#failures.push(nodeId);
  };

  async selectFiles(files: readonly TestFile[]): Promise<readonly TestFile[]> {
    const begin = this.#begin;
    if (begin === undefined) return oneByOne(files);
    const { ids, collect } = this.context;
    const path = ids.fileOf(begin);
    const at = files.findIndex(({ absolutePath }) => absolutePath === path);
    const file = files[at];
    if (file === undefined) return oneByOne(files);
    const tests = await collect(file);
    const first = tests.indexOf(begin);
    // A test that is not there any more leaves nothing to begin with, as in pytest.
    if (first < 0) return oneByOne(files);
    const selection = tests.slice(first).map((id) => ids.fromPytest(id));
    return oneByOne([{ ...file, selection }, ...files.slice(at + 1)]);
  }

  finish(exitCode: ExitCode): Promise<ExitCode> {
    const stoppedAt = this.#failures[stepwiseLimit(this.request) - 1];
    const { cache, pytestVersion } = this.context;
    cache.writeStepwise(stoppedAt ?? (this.#beganThere ? undefined : this.#begin), pytestVersion);
    return Promise.resolve(exitCode);
  }
}

/** In one group, whose files never run at the same time. */
function oneByOne(files: readonly TestFile[]): readonly TestFile[] {
  return files.map((file, index) => ({ ...file, priority: files.length - index, group: 'stepwise' }));
}
