import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { TestRun } from '@steadfast/cli';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { pytestExecutor } from './executor.js';

const ROOT = mkdtempSync(join(tmpdir(), 'steadfast-nx-executor-'));

afterAll(() => {
  rmSync(ROOT, { recursive: true });
});

function contextOf(target: TargetConfiguration, configurationName?: string): ExecutorContext {
  return {
    root: ROOT,
    cwd: '/somewhere/else',
    isVerbose: false,
    projectName: 'shop',
    target,
    ...(configurationName !== undefined && { configurationName }),
    projectsConfigurations: { version: 2, projects: { shop: { root: 'libs/shop' } } },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  };
}

const joinDurations = (): Promise<void> => Promise.resolve();

function runnerWith(exitCode: number) {
  const runTests = vi.fn((run: TestRun) => {
    expect(run.signal?.aborted).toBe(false);
    return Promise.resolve(exitCode);
  });
  return { runTests, load: () => Promise.resolve({ runTests, joinDurations }) };
}

describe('pytestExecutor', () => {
  it('runs in the folder of the project, wherever Nx was called', async () => {
    const { runTests, load } = runnerWith(0);
    await pytestExecutor({}, contextOf({}), load);
    expect(runTests).toHaveBeenCalledWith(expect.objectContaining({ cwd: join(ROOT, 'libs/shop') }));
  });

  it.each([
    [0, true],
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [5, false],
  ])('takes exit code %i for success: %s', async (exitCode, success) => {
    expect(await pytestExecutor({}, contextOf({}), runnerWith(exitCode).load)).toEqual({ success });
  });

  it('takes a project without tests for a success when it is told to', async () => {
    const context = contextOf({ options: { passWithNoTests: true } });
    expect(await pytestExecutor({}, context, runnerWith(5).load)).toEqual({ success: true });
    expect(await pytestExecutor({}, context, runnerWith(4).load)).toEqual({ success: false });
  });

  it('leaves the tests of projects below to them', async () => {
    const { runTests, load } = runnerWith(0);
    const context = contextOf({});
    const projects = {
      ...context.projectsConfigurations.projects,
      cart: { root: 'libs/shop/plugins/cart', targets: { test: { executor: '@steadfast/nx:pytest' } } },
      docs: { root: 'libs/shop/docs', targets: { build: { executor: 'nx:run-commands' } } },
      till: { root: 'libs/till', targets: { test: { executor: '@steadfast/nx:pytest' } } },
    };
    mkdirSync(join(ROOT, 'libs/shop/plugins/cart'), { recursive: true });
    await pytestExecutor({}, { ...context, projectsConfigurations: { version: 2, projects } }, load);
    expect(runTests).toHaveBeenCalledWith(expect.objectContaining({ args: ['--ignore=plugins/cart'] }));
  });

  it('runs one file of the CI group, with reports of its own', async () => {
    const { runTests, load } = runnerWith(0);
    const context = contextOf({ options: { testFile: 'tests/test_a.py', junitxml: 'reports/junit.xml' } });
    await pytestExecutor({ __unparsed__: ['-x'] }, context, load);
    expect(runTests).toHaveBeenCalledWith(
      expect.objectContaining({
        args: ['--junitxml=reports/junit.tests-test_a.xml', 'tests/test_a.py', '-x'],
      }),
    );
  });

  it('puts what was typed behind what is configured', async () => {
    const { runTests, load } = runnerWith(0);
    const context = contextOf({ options: { args: ['-m', 'not slow'] } });
    await pytestExecutor({ __unparsed__: ['-k', 'login or out', '-v'] }, context, load);
    expect(runTests).toHaveBeenCalledWith(
      expect.objectContaining({ args: ['-m', 'not slow', '-k', 'login or out', '-v'] }),
    );
  });

  it('lets a configuration replace an option', async () => {
    const { runTests, load } = runnerWith(0);
    const target = {
      options: { args: ['-m', 'not slow'] },
      configurations: { ci: { args: ['-m', 'slow'] } },
    };
    await pytestExecutor({}, contextOf(target, 'ci'), load);
    expect(runTests).toHaveBeenCalledWith(expect.objectContaining({ args: ['-m', 'slow'] }));
  });

  it('refuses options that it does not have before it runs anything', async () => {
    const { runTests, load } = runnerWith(0);
    const context = contextOf({ options: { tests: 'tests' } });
    await expect(pytestExecutor({}, context, load)).rejects.toThrow('has no option tests');
    expect(runTests).not.toHaveBeenCalled();
  });

  it('hands a signal on instead of dying of it, and only while it runs', async () => {
    const listeners = process.listenerCount('SIGTERM');
    const runTests = ({ signal }: TestRun): Promise<number> => {
      process.emit('SIGTERM', 'SIGTERM');
      expect(signal?.reason).toBe('SIGTERM');
      return Promise.resolve(2);
    };
    expect(
      await pytestExecutor({}, contextOf({}), () => Promise.resolve({ runTests, joinDurations })),
    ).toEqual({
      success: false,
    });
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });
});
