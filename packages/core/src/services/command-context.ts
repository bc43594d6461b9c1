import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceChange } from '../events.js';
import type { PreparedRun } from '../extension.js';
import type { Declarations, Requirement, Teardown } from './declaration.js';
import type { RunGuard } from './run-guard.js';
import { fillIn, fillInAll, freePort, type Place } from './place.js';
import { SupervisedCommand } from './supervised-command.js';

/** What the commands of a run share. */
export interface CommandContext {
  readonly run: PreparedRun;
  readonly declarations: Declarations;
  /** Made before the first process. */
  readonly guard: () => RunGuard;
}

/** A command that has a place, and is about to be started. */
export interface PlacedCommand {
  readonly place: Place;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it writes variables for others. */
  readonly environmentFile: string;
  start(): SupervisedCommand;
}

/**
 * Gives a command its port and its folder.
 *
 * @param exported What others have exported for it.
 */
export async function placeCommand(
  declared: Requirement | Teardown,
  slot: number | undefined,
  exported: Readonly<Record<string, string>>,
  { run, declarations, guard }: CommandContext,
): Promise<PlacedCommand> {
  const { kind, name, command } = declared;
  const label = `${kind}-${name}${slot === undefined ? '' : `-${slot}`}`;
  const directory = join(run.directory, label);
  mkdirSync(directory, { recursive: true });
  const place: Place = { port: await freePort(), directory, slot };
  const id = `${run.runId}-${label}`;
  const environmentFile = join(run.directory, `${label}.env`);
  const environment = {
    ...definedOf(declarations.environment),
    ...exported,
    ...fillInAll(declared.environment, place),
    // With the two ids, what it starts is found again.
    STEADFAST_RUN_ID: run.runId,
    STEADFAST_ATTEMPT_ID: id,
    STEADFAST_RUN_DIRECTORY: run.sharedDirectory,
    ...(slot === undefined
      ? {}
      : { STEADFAST_SLOT: String(slot), STEADFAST_SLOT_DIRECTORY: run.slotDirectory(slot) }),
    STEADFAST_PORT: String(place.port),
    STEADFAST_DIRECTORY: directory,
    STEADFAST_ENV: environmentFile,
  };
  return {
    ...{ place, environment, environmentFile },
    start: () => {
      const [program = '', ...args] = command.map((word) => fillIn(word, place));
      const request = { id, command: program, args, cwd: declarations.directory, environment };
      return new SupervisedCommand({ ...request, extendEnvironment: false }, run.supervisor, guard());
    },
  };
}

/** Tells what became of a command. */
export function changeOf(
  { kind, name }: Requirement | Teardown,
  slot: number | undefined,
  state: ServiceChange['state'],
  more: Omit<ServiceChange, 'kind' | 'name' | 'slot' | 'state'>,
): ServiceChange {
  return { kind, name, ...(slot === undefined ? {} : { slot }), state, ...more };
}

function definedOf(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
