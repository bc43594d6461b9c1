import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import type { AttemptTarget, ExportedEnvironment, Extension, FileInSlot, PreparedRun } from '../extension.js';
import type { TestFile } from '../test-file.js';
import type { CommandContext } from './command-context.js';
import { type Declarations, neededBy, type Requirement, requirementsOf } from './declaration.js';
import { type RunGuard, startGuard } from './run-guard.js';
import { runTeardown } from './run-teardown.js';
import { StartedRequirement } from './started-requirement.js';

/** Starts the services and commands of set-up that files need, before the first file that does, and ends them with the run. */
export function servicesExtension(declarations: Declarations): Extension {
  return new ServicesExtension(declarations);
}

class ServicesExtension implements Extension {
  readonly name = 'services';
  /** By requirement and slot, in the order in which they were started. */
  readonly #started = new Map<string, StartedRequirement>();
  /** Where files ran that teardowns are for: their names with slots. */
  readonly #toTearDown = new Map<string, Set<number | undefined>>();
  #context: CommandContext | undefined;
  #guard: RunGuard | undefined;
  #failed = false;

  constructor(private readonly declarations: Declarations) {}

  prepare(run: PreparedRun): Promise<undefined> {
    const guard = (): RunGuard => (this.#guard ??= startGuard(run.runId));
    this.#context = { run, declarations: this.declarations, guard };
    return Promise.resolve(undefined);
  }

  /** What is there per slot is waited for in the slot: nobody else can use it meanwhile. */
  whenReady(file: TestFile): Promise<void> | undefined {
    const perRun = this.#requirementsOf(file).filter(({ per }) => per === 'run');
    const pending = perRun
      .map((requirement) => this.#start(requirement, undefined))
      .filter(({ isSettled }) => !isSettled);
    return pending.length === 0 ? undefined : allSettled(pending);
  }

  async obstacleTo({ file, slot }: FileInSlot): Promise<string | undefined> {
    for (const { name, per, isNeededBy } of this.declarations.teardowns) {
      if (!isNeededBy(file)) continue;
      const places = this.#toTearDown.get(name) ?? new Set();
      this.#toTearDown.set(name, places.add(per === 'slot' ? slot : undefined));
    }
    const needed = this.#needsOf(file, slot);
    await allSettled(needed);
    return needed.find(({ failure }) => failure !== undefined)?.failure;
  }

  beforeAttempt({ file, slot }: AttemptTarget): ExportedEnvironment {
    return Object.assign(
      {},
      ...this.#needsOf(file, slot).map(({ exported }) => exported),
    ) as ExportedEnvironment;
  }

  async afterLastAttempt(): Promise<void> {
    const context = this.#context;
    if (context === undefined) return;
    const started = [...this.#started.values()];
    await allSettled(started);
    for (const teardown of this.declarations.teardowns) {
      const slots = [...(this.#toTearDown.get(teardown.name) ?? [])];
      const results = await Promise.all(slots.map((slot) => runTeardown(teardown, slot, started, context)));
      if (results.includes('failed')) this.#failed = true;
    }
    if (started.some(({ failure }) => failure !== undefined)) this.#failed = true;
    await Promise.all(started.map((each) => each.stop()));
  }

  /** Whatever failed may be all that a file was there to check. */
  finish(exitCode: ExitCode): Promise<ExitCode> {
    const isGreen = exitCode === EXIT_CODE.passed || exitCode === EXIT_CODE.noTests;
    return Promise.resolve(this.#failed && isGreen ? EXIT_CODE.failed : exitCode);
  }

  dispose(): Promise<void> {
    this.#guard?.close();
    return Promise.resolve();
  }

  #requirementsOf(file: TestFile): readonly Requirement[] {
    return requirementsOf(file, this.declarations.requirements);
  }

  #needsOf(file: TestFile, slot: number): readonly StartedRequirement[] {
    return this.#requirementsOf(file).map((requirement) => this.#start(requirement, slot));
  }

  /** The one start of a requirement, which is made when somebody first needs it. */
  #start(requirement: Requirement, slot: number | undefined): StartedRequirement {
    const place = requirement.per === 'slot' ? slot : undefined;
    const key = `${requirement.name} ${place ?? ''}`;
    let started = this.#started.get(key);
    if (started === undefined) {
      if (this.#context === undefined) throw new Error('Nothing is started before the run is prepared.');
      const needs = neededBy(requirement, this.declarations.requirements).map((needed) =>
        this.#start(needed, slot),
      );
      started = new StartedRequirement(requirement, place, needs, this.#context);
      this.#started.set(key, started);
    }
    return started;
  }
}

async function allSettled(started: readonly StartedRequirement[]): Promise<void> {
  await Promise.all(started.map(({ settled }) => settled));
}
