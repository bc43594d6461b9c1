import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { steadfast } from '../harness/steadfast.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/services.md'), 'utf8');

/** Declarations in fences that are marked as tested, each with the test in the next fence. */
const RECIPES = [...PAGE.matchAll(/^```toml tested\n([^]*?)^```\n\n```python\n([^]*?)^```/gm)].map(
  ([, declaration = '', test = '']) => ({ declaration, test }),
);

it('the page has recipes', () => {
  expect(RECIPES).toHaveLength(PAGE.split('```toml tested').length - 1);
});

it.each(RECIPES)('recipe $# of docs/services.md works', async ({ declaration, test }) => {
  using project = createProject({
    'pyproject.toml': `[tool.pytest.ini_options]\n\n${declaration}`,
    'tests/test_one.py': test,
    'tests/test_two.py': test,
  });
  const run = await steadfast(['-j', '2'], { cwd: project.root });
  expect({ ...run.verdicts, output: run.exitCode === 0 ? '' : run.output, exitCode: run.exitCode }).toEqual({
    ...{ 'tests/test_one.py': 'passed', 'tests/test_two.py': 'passed', output: '', exitCode: 0 },
  });
});
