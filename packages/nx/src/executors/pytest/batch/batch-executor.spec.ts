import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorContext, Task, TaskGraph } from '@nx/devkit';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type BatchRunner, pytestBatchExecutor } from './batch-executor.js';
import type { TaskOutcome } from './batch-task.js';

const ROOT = mkdtempSync(join(tmpdir(), 'steadfast-nx-batch-'));
const PROJECTS = ['shop', 'till', 'wire'];
const COUNTS = { passed: 1, flaky: 0, recovered: 0, failed: 0, missing: 0 };

beforeAll(() => {
  for (const name of PROJECTS) mkdirSync(join(ROOT, name));
});
afterAll(() => {
  rmSync(ROOT, { recursive: true });
});
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => {
    vi.restoreAllMocks();
  };
});

function context(options: Readonly<Record<string, object>> = {}): ExecutorContext {
  const projects = Object.fromEntries(
    PROJECTS.map((name) => [name, { root: name, targets: { test: { options: options[name] ?? {} } } }]),
  );
  return {
    ...{ root: ROOT, cwd: ROOT, isVerbose: false, nxJsonConfiguration: {} },
    projectsConfigurations: { version: 2, projects },
    projectGraph: { nodes: {}, dependencies: {} },
  };
}

function graphOf(dependencies: Readonly<Record<string, string[]>> = {}): TaskGraph {
  const tasks = PROJECTS.map((project): Task => ({
    ...{ id: `${project}:test`, target: { project, target: 'test' }, overrides: {}, outputs: [] },
    ...{ parallelism: true, cache: true },
  }));
  return {
    roots: [],
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
    dependencies: Object.fromEntries(tasks.map(({ id }) => [id, dependencies[id] ?? []])),
    continuousDependencies: {},
  };
}

/** Runs a batch, and tells of each task whether it passed. */
async function results(
  runTogether: BatchRunner['runTogether'],
  { graph = graphOf(), options = {} }: { graph?: TaskGraph; options?: Readonly<Record<string, object>> } = {},
): Promise<readonly TaskOutcome[]> {
  const runner = { runTogether, joinDurations: () => Promise.resolve() };
  const outcomes: TaskOutcome[] = [];
  for await (const outcome of pytestBatchExecutor(graph, {}, {}, context(options), () =>
    Promise.resolve(runner),
  ))
    outcomes.push(outcome);
  return outcomes;
}

function passes(outcomes: readonly TaskOutcome[]): readonly (readonly [string, boolean])[] {
  return outcomes.map(({ task, result }) => [task, result.success]);
}

it('tells of each project as it ends', async () => {
  const outcomes = await results((projects) => {
    for (const { id, onFinished } of [...projects].reverse()) onFinished(id === 'till:test' ? 1 : 0, COUNTS);
    return Promise.resolve();
  });
  expect([...passes(outcomes)].sort()).toEqual([
    ['shop:test', true],
    ['till:test', false],
    ['wire:test', true],
  ]);
});

it('has a result for every task when the run breaks: those that are over keep theirs', async () => {
  const outcomes = await results(([first]) => {
    first?.onFinished(0, COUNTS);
    return Promise.reject(new Error('out of memory'));
  });
  expect(Object.fromEntries(passes(outcomes))).toEqual({
    'shop:test': true,
    'till:test': false,
    'wire:test': false,
  });
  const till = outcomes.find(({ task }) => task === 'till:test');
  expect(till?.result.terminalOutput).toContain('out of memory');
});

it('fails a task whose options are wrong, and runs the others', async () => {
  const outcomes = await results(
    (projects) => {
      expect(projects.map(({ id }) => id)).toEqual(['shop:test', 'wire:test']);
      for (const { onFinished } of projects) onFinished(0, COUNTS);
      return Promise.resolve();
    },
    { options: { till: { retrys: 2 } } },
  );
  expect(Object.fromEntries(passes(outcomes))).toEqual({
    'shop:test': true,
    'till:test': false,
    'wire:test': true,
  });
});

it('starts what waits for another task when that has passed, and never when it has failed', async () => {
  const graph = graphOf({ 'till:test': ['shop:test'], 'wire:test': ['till:test'] });
  const waves: string[][] = [];
  const outcomes = await results(
    (projects) => {
      waves.push(projects.map(({ id }) => id));
      for (const { id, onFinished } of projects) onFinished(id === 'till:test' ? 1 : 0, COUNTS);
      return Promise.resolve();
    },
    { graph },
  );
  expect(waves).toEqual([['shop:test'], ['till:test']]);
  expect(outcomes.map(({ task }) => task)).toEqual(['shop:test', 'till:test']);
});
