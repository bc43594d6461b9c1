import type { TestFile } from '../test-file.js';
import type { ReadyCheck } from './ready-check.js';

/** A command that tests need, as it was declared. Texts may hold the placeholders of {@link Place}. */
interface DeclaredCommand {
  /** Unique among services and commands of set-up, and among those of teardown. */
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Once for the whole run, or once for each slot that runs a file that needs it. */
  readonly per: 'run' | 'slot';
  readonly isNeededBy: (file: TestFile) => boolean;
  /** Added to the environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take until it is ready, or has ended. */
  readonly timeoutMs: number;
}

/** What has to be there before an attempt of a file that needs it. */
interface DeclaredRequirement extends DeclaredCommand {
  /** Names of what has to be ready before it. What is there once per run needs nothing that is there per slot. */
  readonly needs: readonly string[];
  /** Variables for attempts, and for what needs it. */
  readonly exports: Readonly<Record<string, string>>;
}

/** A process that runs as long as it may be needed. */
export interface Service extends DeclaredRequirement {
  readonly kind: 'service';
  readonly ready: ReadyCheck;
  /** Asks it to end. */
  readonly stopSignal: NodeJS.Signals;
}

/** A command that has to end well before files run. What it leaves running is ended with the run. */
export interface Setup extends DeclaredRequirement {
  readonly kind: 'setup';
}

/** A command that runs when the last file has ended, if any file ran that needs it. */
export interface Teardown extends DeclaredCommand {
  readonly kind: 'teardown';
}

export type Requirement = Service | Setup;

/** Everything that a project declares. */
export interface Declarations {
  readonly requirements: readonly Requirement[];
  readonly teardowns: readonly Teardown[];
  /** Absolute path of the folder that commands start in. */
  readonly directory: string;
  /** All of the environment of the commands, besides what is declared. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Requirements of a file, those first that others need. */
export function requirementsOf(file: TestFile, all: readonly Requirement[]): readonly Requirement[] {
  const found = new Set<Requirement>();
  const add = (requirement: Requirement): void => {
    if (found.has(requirement)) return;
    for (const needed of neededBy(requirement, all)) add(needed);
    found.add(requirement);
  };
  for (const requirement of all) if (requirement.isNeededBy(file)) add(requirement);
  return [...found];
}

/** What a requirement itself needs. */
export function neededBy({ needs }: Requirement, all: readonly Requirement[]): readonly Requirement[] {
  return all.filter(({ name }) => needs.includes(name));
}
