import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyProject } from '../harness/project.js';
import { pythonWithPlugins } from '../harness/python-environment.js';
import { describeDifference } from './differences.js';
import { findSuite } from './suite.js';
import { runThreeWays } from './three-ways.js';

const PROJECT = join(import.meta.dirname, 'projects/plugins');
const PYTHON = process.platform === 'linux' ? pythonWithPlugins() : undefined;

it.skipIf(PYTHON === undefined)('plugins that are installed together say the same three ways', async () => {
  using project = copyProject(PROJECT);
  const where = { python: PYTHON ?? '', cwd: project.root, paths: ['tests'], pytestOptions: [] };
  const result = await runThreeWays(await findSuite(where), 2);
  expect([...result.differences, ...result.unsteady].map(describeDifference)).toEqual([]);
  expect(result.notices).toEqual([]);
  expect([result.files, result.tests]).toEqual([7, 44]);
});
