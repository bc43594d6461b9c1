import { dirname } from 'node:path';
import { Branch, type BranchRules, type Stage } from './branch.js';
import type { SeenModule } from './import-tally.js';
import { type PytestIsolation, shallower } from './rung.js';
import type { Zygote } from './zygote.js';

/** Where an attempt is forked from. */
export interface Place {
  readonly stage: Stage;
  /** Why not deeper, where that is known. */
  readonly because?: string;
  /** Takes what the attempt imported; absent when nobody wants to know. */
  readonly learn?: (modules: readonly SeenModule[]) => void;
}

export interface LadderOptions {
  /** A zygote of the rung `pytest` that attempts may be forked from. */
  readonly root: Zygote;
  /** The deepest rung of the run. */
  readonly deepest: PytestIsolation;
  readonly cwd: string;
  /** What stands for all files until the fork. */
  readonly targets: readonly string[];
  /** Variables that each attempt has for itself. */
  readonly ownVariables: readonly string[];
  /** What earlier runs shared. */
  readonly known: readonly SeenModule[];
  /** Told what zygotes import because attempts do. */
  readonly onShared: (modules: readonly SeenModule[]) => void;
  readonly onNotice: (message: string) => void;
}

/** Attempts of all files together after which imports are shared, and attempts in one folder. */
const FIRST_GROWTH = 2;
const FIRST_GROWTH_OF_FOLDER = 3;

/** Folders that may have zygotes of their own: each costs memory. */
const MOST_FOLDERS = 8;

/** No attempt waits longer than this for a zygote that gets ready. */
const LONGEST_WAIT_MS = 10_000;

/** Decides from which zygote each file is run. */
export class Ladder {
  readonly #root: Stage;
  readonly #rules: BranchRules;
  readonly #folders = new Map<string, Branch>();
  /** Branches of folders that have outgrown the trunk. */
  readonly #outgrown = new Set<Branch>();
  /** Set when the zygote that everything else grows from is there. */
  #trunk: Branch | undefined;
  readonly #zygotes: Zygote[] = [];
  #because: string | undefined;
  readonly #ready: Promise<void>;

  constructor(private readonly options: LadderOptions) {
    this.#root = { zygote: options.root, rung: 'pytest', shared: new Set() };
    this.#rules = {
      ownVariables: options.ownVariables,
      leftOut: new Map(),
      onShared: options.onShared,
      onFork: (zygote) => {
        this.#zygotes.push(zygote);
      },
    };
    this.#ready = options.deepest === 'pytest' ? Promise.resolve() : this.#plant();
  }

  async place(file: string, isolation: string): Promise<Place> {
    const allowed = shallower(isolation, this.options.deepest);
    if (allowed === 'pytest' || (allowed === 'packages' && this.options.deepest !== 'packages')) {
      return { stage: this.#root };
    }
    if (this.#trunk === undefined) await atMost(LONGEST_WAIT_MS, this.#ready);
    const trunk = this.#trunk;
    if (trunk === undefined)
      return { stage: this.#root, because: 'the zygote of the project takes long to start' };

    await atMost(LONGEST_WAIT_MS, trunk.settled);

    const because = this.#because === undefined ? {} : { because: this.#because };
    const folder = this.#folderBranch(dirname(file), trunk);
    const { tip } = folder;
    if (tip !== trunk.tip) this.#outgrown.add(folder);
    if (tip.zygote.isGone) return { stage: this.#root, because: 'its zygote has ended' };
    if (!trunk.learns && !folder.learns) return { stage: tip, ...because };
    return {
      stage: tip,
      ...because,
      learn: (modules) => {
        trunk.learn(tip, modules);
        // What the trunk grows by, the folder gets with it.
        if (!trunk.learns) return;
        if (this.#outgrown.has(folder) || this.#outgrown.size < MOST_FOLDERS) folder.learn(tip, modules);
      },
    };
  }

  /** A folder has a branch of its own from its first file on; it is the trunk's tip until the folder's files have more in common. */
  #folderBranch(folder: string, trunk: Branch): Branch {
    const known = this.#folders.get(folder);
    if (known !== undefined && known.tip.shared.size >= trunk.tip.shared.size) return known;
    if (known !== undefined) this.#outgrown.delete(known);
    const branch = new Branch(trunk.tip, this.#rules, FIRST_GROWTH_OF_FOLDER);
    this.#folders.set(folder, branch);
    return branch;
  }

  /** Lets go of all zygotes that have grown. */
  close(): void {
    for (const zygote of this.#zygotes) zygote.close();
  }

  async #plant(): Promise<void> {
    const base = await this.#rootOrProject();
    const trunk = new Branch(base, this.#rules, FIRST_GROWTH);
    if (this.options.known.length > 0) await trunk.grow(this.options.known);
    this.#trunk = trunk;
  }

  async #rootOrProject(): Promise<Stage> {
    const { root, deepest, cwd, targets, ownVariables } = this.options;
    if (deepest !== 'project' && deepest !== 'auto') return this.#root;
    const project = root.fork({ kind: 'project', cwd, targets, ownVariables });
    this.#rules.onFork(project);
    const hello = await project.ready.catch(() => undefined);
    if (hello?.forks === true) return { zygote: project, rung: 'project', shared: new Set() };
    this.#because = hello?.reason ?? 'the conftests could not be loaded';
    this.options.onNotice(`Attempts are forked before conftests are loaded, because ${this.#because}`);
    return this.#root;
  }
}

async function atMost(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, elapsed]);
  clearTimeout(timer);
}
