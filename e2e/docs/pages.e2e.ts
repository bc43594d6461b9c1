import { chmodSync, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';
import { anchorsOf, linksOf, readPages, testedScripts } from './read-pages.js';

const PAGES = readPages();

it('every link of the documentation leads to a file and a heading that are there', () => {
  const texts = new Map(PAGES.map(({ absolutePath, text }) => [absolutePath, text]));
  const dead = PAGES.flatMap(({ path, absolutePath, text }) =>
    linksOf(text).flatMap((link) => {
      // Links of the site's start page are routes.
      if (link.startsWith('/')) return [];
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? absolutePath : resolve(dirname(absolutePath), file);
      if (!existsSync(target)) return [`${path}: ${link}`];
      const content = texts.get(target);
      return anchor === undefined || content === undefined || anchorsOf(content).has(anchor)
        ? []
        : [`${path}: ${link}`];
    }),
  );
  expect(dead).toEqual([]);
});

describe.skipIf(process.platform === 'win32')('commands in the documentation', () => {
  const scripts = PAGES.flatMap(({ path, text }) => testedScripts(text).map((script) => ({ path, script })));

  it('are there to be tested', () => {
    expect(scripts.length).toBeGreaterThan(4);
  });

  it.each(scripts)('work as $path says', async ({ script }) => {
    using project = createProject({
      'tests/test_a.py': 'def test_one(): pass\n',
      'tests/test_b.py': 'def test_two(): pass\n',
      'bin/npx': `#!/bin/sh\nshift\nexec "${process.execPath}" "${STEADFAST}" "$@"\n`,
    });
    chmodSync(project.path('bin/npx'), 0o755);
    const { exitCode, all } = await execa('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: project.root,
      env: { PATH: `${join(project.root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`, CI: 'true' },
      all: true,
      reject: false,
      stdin: 'ignore',
    });
    expect({ exitCode, output: exitCode === 0 ? '' : all }).toEqual({ exitCode: 0, output: '' });
  });
});
