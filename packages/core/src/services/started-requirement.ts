import type { ServiceChange } from '../events.js';
import type { ProcessFact } from '../outcome.js';
import { serviceTitle } from '../record/service-text.js';
import { changeOf, type CommandContext, placeCommand, type PlacedCommand } from './command-context.js';
import type { Requirement } from './declaration.js';
import { readEnvironmentFile } from './environment-file.js';
import { fillInAll } from './place.js';
import { type FirstEnd, firstEnd } from './first-end.js';
import { isListening, isTaken, notReadyText, takenText } from './ready-check.js';
import { endText, type SupervisedCommand } from './supervised-command.js';

/** A requirement that was started for a run or for a slot of it, once, whoever waits for it. */
export class StartedRequirement {
  /** Resolves when it is known whether it can be used. */
  readonly settled: Promise<void>;
  /** Why what needs it cannot run; absent as long as it can. */
  failure: string | undefined;
  isSettled = false;
  /** Variables for what needs it, those of its own needs included. */
  exported: Readonly<Record<string, string>> = {};
  readonly #dependents: StartedRequirement[] = [];
  readonly #startedAt: number;
  #command: SupervisedCommand | undefined;
  #port = 0;
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly requirement: Requirement,
    readonly slot: number | undefined,
    private readonly needs: readonly StartedRequirement[],
    private readonly context: CommandContext,
  ) {
    for (const needed of needs) needed.#dependents.push(this);
    this.#startedAt = context.run.clock.now();
    this.settled = this.#start()
      .catch((error: unknown) => {
        this.#fail(
          `${this.title} could not be started: ${error instanceof Error ? error.message : String(error)}`,
        );
      })
      .finally(() => (this.isSettled = true));
  }

  get title(): string {
    const { kind, name } = this.requirement;
    return serviceTitle({ kind, name, ...(this.slot === undefined ? {} : { slot: this.slot }) });
  }

  /** Ends it and all that it has started, after what needs it. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #start(): Promise<void> {
    const { run } = this.context;
    await Promise.all(this.needs.map(({ settled }) => settled));
    const broken = this.needs.find(({ failure }) => failure !== undefined);
    if (broken !== undefined) {
      this.#fail(`${this.title} was not started: it needs ${broken.title}, which failed.`);
      return;
    }
    const inherited = Object.assign({}, ...this.needs.map(({ exported }) => exported)) as Record<
      string,
      string
    >;
    const placed = await placeCommand(this.requirement, this.slot, inherited, this.context);
    this.#port = placed.place.port;
    if (run.stopping.aborted) {
      this.failure = 'the run was stopped';
      return;
    }
    if (await this.#isTaken(placed)) return;
    const command = placed.start();
    this.#command = command;
    this.#tell('started', command.pid === undefined ? {} : { pid: command.pid });
    const end = await firstEnd(this.requirement, command, placed, this.context);
    if (!this.#isGood(end, command, placed)) return;
    await this.#export(placed, inherited);
    if (this.failure !== undefined) return;
    if (this.requirement.kind === 'setup') {
      this.#tell('ended', { output: command.output });
      return;
    }
    this.#tell('ready', {});
    void command.exited.then((fact) => {
      this.#died(fact, command);
    });
  }

  async #isTaken(placed: PlacedCommand): Promise<boolean> {
    if (this.requirement.kind !== 'service') return false;
    const { ready } = this.requirement;
    const service = { ...placed, directory: '', lineMatching: () => Promise.resolve() };
    if (!(await isTaken(ready, service, this.context.run.stopping))) return false;
    this.#fail(`${this.title} was not started: ${takenText(ready, placed.place)} already.`);
    return true;
  }

  #isGood(end: FirstEnd, command: SupervisedCommand, { place }: PlacedCommand): boolean {
    const { requirement } = this;
    const seconds = `${requirement.timeoutMs / 1000}s`;
    switch (end.kind) {
      case 'ready':
        return true;
      case 'stopped':
        this.failure = 'the run was stopped';
        return false;
      case 'late': {
        const what =
          requirement.kind === 'service'
            ? `was not ready after ${seconds}: ${notReadyText(requirement.ready, place)}.`
            : `had not ended after ${seconds}.`;
        this.#fail(`${this.title} ${what}${command.lastWords}`);
        // It is of no use any more.
        void this.stop();
        return false;
      }
      case 'ended': {
        const isDone = end.fact.kind === 'exited' && end.fact.exitCode === 0;
        if (requirement.kind === 'setup' && isDone) return true;
        const when = requirement.kind === 'service' ? ' before it was ready' : '';
        this.#fail(`${this.title} ${endText(end.fact)}${when}.${command.lastWords}`);
        return false;
      }
    }
  }

  async #export(
    { environmentFile, place }: PlacedCommand,
    inherited: Readonly<Record<string, string>>,
  ): Promise<void> {
    const written = await readEnvironmentFile(environmentFile);
    if (written.kind === 'wrong') {
      this.#fail(`${this.title} failed: ${written.problem}.`);
      return;
    }
    this.exported = { ...inherited, ...fillInAll(this.requirement.exports, place), ...written.variables };
  }

  /** A service that ends by itself is never a quiet matter, not even when nobody needs it any more. */
  #died(fact: ProcessFact, command: SupervisedCommand): void {
    if (this.#stopped !== undefined) return;
    this.#fail(`${this.title} ${endText(fact)} during the run.${command.lastWords}`);
  }

  #fail(reason: string): void {
    this.failure = reason;
    const output = this.#command?.output;
    this.#tell('failed', { reason, ...(output === undefined ? {} : { output }) });
  }

  async #stop(): Promise<void> {
    await this.settled;
    await Promise.all(this.#dependents.map((dependent) => dependent.stop()));
    const command = this.#command;
    if (command === undefined) return;
    const { graceMs, killing } = this.context.run;
    const signal = this.requirement.kind === 'service' ? this.requirement.stopSignal : 'SIGTERM';
    const leaks = await command.end({ signal, graceMs, killing });
    await this.#lookForDaemon();
    if (this.requirement.kind === 'service' && this.failure === undefined)
      this.#tell('ended', { output: command.output, ...(leaks.length === 0 ? {} : { leaks }) });
  }

  /** A daemon that writes over its environment and has a session of its own is not found: its port tells of it. */
  async #lookForDaemon(): Promise<void> {
    const { emit, killing } = this.context.run;
    if (!(await isListening(this.#port, killing))) return;
    const message = `${this.title} has ended, and something still listens on its port ${this.#port}: a process that it left behind and that cannot be found. Stop it in a teardown.`;
    emit({ type: 'notice', level: 'warning', message });
  }

  #tell(
    state: ServiceChange['state'],
    more: Omit<ServiceChange, 'kind' | 'name' | 'slot' | 'state' | 'ageMs'>,
  ): void {
    const { run } = this.context;
    const change = changeOf(this.requirement, this.slot, state, {
      ageMs: run.clock.now() - this.#startedAt,
      ...more,
    });
    run.emit({ type: 'service-changed', change });
  }
}
