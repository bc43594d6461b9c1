import { join } from 'node:path';
import { compareIsolations, describeDifference, findSuite } from '../../packages/cli/dist/compare/index.js';
import { describe, expect, it } from 'vitest';
import { copyProject } from '../harness/project.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { ISOLATIONS } from './isolations.js';

const WITH_PLUGINS = process.platform === 'linux' ? pythonWithPlugins() : undefined;

async function compare(name: string, python: string, paths: readonly string[], pytestOptions: string[] = []) {
  using project = copyProject(join(import.meta.dirname, 'projects', name));
  const result = await compareIsolations(
    await findSuite({ python, cwd: project.root, paths, pytestOptions }),
    { jobs: 2, isolations: ISOLATIONS },
  );
  return {
    ...result,
    differences: [...result.differences, ...result.unsteady].map(describeDifference),
  };
}

describe.skipIf(process.platform !== 'linux')('plain pytest, spawn and warm say the same', () => {
  it('of conftests, plugins of the project, and everything that can end a session', async () => {
    const { differences, notices, files, tests } = await compare(
      'layouts',
      'python3',
      ['.'],
      // A file alone would have the configuration beside it, and not that of the run.
      ['-c', 'pyproject.toml'],
    );
    expect(differences).toEqual([]);
    expect(notices).toEqual([]);
    expect(files).toBe(24);
    expect(tests).toBeGreaterThan(40);
  });

  it.skipIf(WITH_PLUGINS === undefined)('with popular plugins installed together', async () => {
    const { differences, notices, files, tests } = await compare('plugins', WITH_PLUGINS ?? '', ['tests']);
    expect(differences).toEqual([]);
    expect(notices).toEqual([
      'project: Attempts are forked before conftests are loaded, because coverage is being measured',
    ]);
    expect([files, tests]).toEqual([5, 42]);
  });
});
