import type { ImportedModule } from './frames.js';
import { ImportTally, type SeenModule } from './import-tally.js';
import type { Rung } from './rung.js';
import type { Zygote } from './zygote.js';

/** A zygote, and how far it is prepared. */
export interface Stage {
  readonly zygote: Zygote;
  readonly rung: Rung;
  /** Names of modules that were imported in it because attempts import them. */
  readonly shared: ReadonlySet<string>;
}

/** What all branches of a run know. */
export interface BranchRules {
  readonly ownVariables: readonly string[];
  /** Modules that are left to the attempts, with the reason. */
  readonly leftOut: Map<string, string>;
  /** Told of every zygote that is forked, ready or not. */
  readonly onFork: (zygote: Zygote) => void;
  /** Told what a zygote imports from now on. */
  readonly onShared: (modules: readonly SeenModule[]) => void;
}

/** How many modules may turn out one after the other to be unfit for sharing. */
const PATIENCE = 8;

/**
 * Where some of the files are run from: it grows, as attempts tell what they import, by deeper zygotes that have imported it.
 */
export class Branch {
  #tally = new ImportTally();
  #isGrowing = false;
  #growth: Promise<void> = Promise.resolve();

  /** @param first After how many attempts it grows first; then after three times as many each time. */
  constructor(
    private stage: Stage,
    private readonly rules: BranchRules,
    private first: number,
  ) {}

  get tip(): Stage {
    return this.stage;
  }

  /** Whether it still wants to know what attempts import. */
  get learns(): boolean {
    return !this.#isGrowing;
  }

  /** Resolves when nothing grows: what it grows by, an attempt would have to import itself, for the same time and for nobody else. */
  get settled(): Promise<void> {
    return this.#growth;
  }

  /** What an attempt imported that was forked from a stage. */
  learn(from: Stage, modules: readonly SeenModule[]): void {
    if (from !== this.stage || this.#isGrowing) return;
    this.#tally.add(modules);
    if (this.#tally.reports < this.first) return;
    this.first *= 3;
    this.#growth = this.grow(this.#tally.usual());
  }

  /** Resolves when a zygote with these modules is the tip, or when there can be none. */
  async grow(modules: readonly SeenModule[]): Promise<void> {
    const { rung, shared } = this.stage;
    const fit = modules.filter(
      ([name, , ofProject]) => !shared.has(name) && (rung === 'project' || !ofProject),
    );
    this.#isGrowing = true;
    try {
      for (let attempt = 0; attempt < PATIENCE; attempt++) {
        const wanted = fit.filter(([name]) => !this.rules.leftOut.has(name));
        if (wanted.length === 0) return;
        const culprit = await this.#growBy(wanted);
        if (culprit === undefined) return;
        this.rules.leftOut.set(culprit.name, culprit.reason);
      }
    } finally {
      this.#tally = new ImportTally();
      this.#isGrowing = false;
    }
  }

  /** Tries it; a module that must not be shared is the answer. */
  async #growBy(
    modules: readonly SeenModule[],
  ): Promise<{ readonly name: string; readonly reason: string } | undefined> {
    const { zygote, rung, shared } = this.stage;
    const names = modules.map(([name, file]): ImportedModule => [name, file]);
    const deeper = zygote.fork({ kind: 'imports', modules: names, ownVariables: this.rules.ownVariables });
    this.rules.onFork(deeper);
    const hello = await deeper.ready.catch(() => undefined);
    if (hello?.forks === true) {
      this.stage = {
        zygote: deeper,
        rung: rung === 'pytest' ? 'packages' : rung,
        shared: new Set([...shared, ...names.map(([name]) => name)]),
      };
      this.rules.onShared(modules);
      return undefined;
    }
    if (hello?.culprit == null) return undefined;
    return { name: hello.culprit, reason: hello.reason ?? '' };
  }
}
