import { join } from 'node:path';
import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { TestRun } from '@steadfast/cli';
import { describe, expect, it, vi } from 'vitest';
import { pytestExecutor } from './executor.js';

const ROOT = join(import.meta.dirname, 'workspace');

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

function runnerWith(exitCode: number) {
  const runTests = vi.fn((run: TestRun) => {
    expect(run.signal?.aborted).toBe(false);
    return Promise.resolve(exitCode);
  });
  return { runTests, load: () => Promise.resolve(runTests) };
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
    expect(await pytestExecutor({}, contextOf({}), () => Promise.resolve(runTests))).toEqual({
      success: false,
    });
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });
});
