import { join } from 'node:path';
import { Machine } from './machine.js';

/** What a job does, in the words that all CIs share. Stores are folders: artifacts, workspaces and caches. */
export type Step =
  | { readonly kind: 'run'; readonly commands: string }
  | {
      readonly kind: 'keep';
      readonly store: string;
      readonly paths: readonly string[];
      /** The folder that the paths are in; that of the checkout when absent. */
      readonly inside?: string;
      readonly always: boolean;
    }
  | { readonly kind: 'fetch'; readonly stores: RegExp; readonly to?: string };

/** One machine of a job. */
export interface Node {
  readonly environment: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** Outputs of the jobs before, by name: how GitHub hands a matrix on. */
export type Outputs = Readonly<Record<string, string>>;

export interface Job {
  readonly name: string;
  /** Runs although a job before it failed. */
  readonly always: boolean;
  readonly nodes: (outputs: Outputs) => readonly Node[];
}

export interface Pipeline {
  readonly jobs: readonly Job[];
  /** Reads what a job has handed on. */
  readonly outputsOf?: (machine: Machine) => Outputs;
}

/** Things that go wrong on CI, and not in a test. */
export interface Faults {
  /** A node (0-based) of the job `test` whose machine is gone before it has done anything. */
  readonly lostNode?: number;
}

/** Whether each job was green, by name. */
export type Results = Readonly<Record<string, boolean>>;

/**
 * Plays a pipeline, one job after the other.
 *
 * @param stores Folder of the artifacts and caches; it is there for the next pipeline, too.
 */
export async function play(
  { jobs, outputsOf }: Pipeline,
  checkout: Readonly<Record<string, string>>,
  stores: string,
  faults: Faults = {},
): Promise<Results> {
  const results: Record<string, boolean> = {};
  let outputs: Outputs = {};
  for (const { name, always, nodes } of jobs) {
    if (!always && Object.values(results).includes(false)) continue;
    results[name] = true;
    for (const [index, node] of nodes(outputs).entries()) {
      if (name === 'test' && index === faults.lostNode) {
        results[name] = false;
        continue;
      }
      using machine = new Machine(checkout, node.environment);
      const green = await playSteps(machine, node.steps, stores);
      results[name] &&= green;
      outputs = { ...outputs, ...outputsOf?.(machine) };
    }
  }
  return results;
}

async function playSteps(machine: Machine, steps: readonly Step[], stores: string): Promise<boolean> {
  let green = true;
  for (const step of steps) {
    switch (step.kind) {
      case 'run':
        green &&= await machine.run(step.commands);
        break;
      case 'keep':
        if (green || step.always) machine.keep(step.paths, join(stores, step.store), step.inside);
        break;
      case 'fetch':
        if (green) machine.fetch(stores, step.stores, step.to);
        break;
    }
  }
  return green;
}
