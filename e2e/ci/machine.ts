import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { STEADFAST } from '../harness/steadfast.js';
import { createProject, type Project } from '../harness/project.js';

/** Commands that only prepare a real machine. */
const PREPARATION = /^(npm ci|pip install .*)$/;

/** The machine of one CI job: a fresh checkout in which `npx steadfast` is the command under test. */
export class Machine implements Disposable {
  readonly #project: Project;

  constructor(
    checkout: Readonly<Record<string, string>>,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.#project = createProject(checkout);
    const bin = this.#project.path('node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(STEADFAST, join(bin, 'steadfast'));
  }

  get root(): string {
    return this.#project.root;
  }

  /** Runs the commands of a step as CI does; whether the step is green. */
  async run(commands: string): Promise<boolean> {
    if (PREPARATION.test(commands.trim())) return true;
    const { exitCode } = await execa('bash', ['-eo', 'pipefail', '-c', commands], {
      cwd: this.root,
      env: { CI: 'true', ...this.environment },
      reject: false,
      stdin: 'ignore',
    });
    return exitCode === 0;
  }

  /** Copies from the machine to a store; paths that do not exist are left out, as CI does. */
  keep(paths: readonly string[], store: string, inside = '.'): void {
    for (const path of paths) copy(join(this.root, inside, path), join(store, path));
  }

  /** Copies all of the stores of some names to the machine. */
  fetch(stores: string, names: RegExp, to = '.'): void {
    const found = readdirSync(stores).filter((name) => names.test(name));
    for (const name of found.sort()) copy(join(stores, name), join(this.root, to));
  }

  [Symbol.dispose](): void {
    this.#project[Symbol.dispose]();
  }
}

function copy(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}
