import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject, trivialFiles } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithReportingPlugins } from '../harness/python-environment.js';
import { ofType, steadfast, STEADFAST } from '../harness/steadfast.js';
import { caseProject } from './case-results.js';

const PYTHON = pythonWithReportingPlugins() ?? '';

describe('words', () => {
  it('a mistyped path is a usage error with a suggestion, as in pytest', async () => {
    using project = createProject(trivialFiles(1));
    const plain = await pytest(['tets/test_000.py'], project.root);
    const run = await steadfast(['tets/test_000.py'], { cwd: project.root });
    expect(run.exitCode).toBe(plain.exitCode);
    expect(run.output).toContain(
      'file or directory not found: tets/test_000.py; did you mean tests/test_000.py?',
    );
    expect(run.events).toEqual([]);
  });

  it('no test files: says where and for what it looked', async () => {
    using project = createProject({ 'readme.txt': '' });
    const run = await steadfast([], { cwd: project.root });
    expect(run.exitCode).toBe(5);
    expect(run.output).toMatch(/no test files in \., named test_\*\.py or \*_test\.py .*exit code 5/);
  });

  it('help shows the help of a command', async () => {
    using project = createProject({});
    const of = async (...words: readonly string[]): Promise<string> =>
      (await execa(process.execPath, [STEADFAST, ...words], { cwd: project.root })).stdout;
    expect(await of('help')).toBe(await of('--help'));
    expect(await of('help', 'plan')).toBe(await of('plan', '--help'));
  });

  it('one cause is told once, with the number of files', async () => {
    using project = caseProject('badconf');
    const plain = await pytest([], project.root);
    const run = await steadfast([], { cwd: project.root });
    expect(run.exitCode).toBe(plain.exitCode);
    expect(run.output).toMatch(/40 files - ImportError while loading conftest/);
    expect(run.output.match(/No module named 'not_installed_thing'/g)).toHaveLength(1);
  });

  it('an option that pytest does not know ends the run, with a suggestion', async () => {
    using project = createProject(trivialFiles(8));
    const run = await steadfast(['--retires', '1', '-j', '1'], { cwd: project.root });
    expect(run.exitCode).toBe(4);
    expect(run.output).toContain('unrecognized arguments: --retires; did you mean --retries?');
    expect(ofType(run.events, 'attempt-finished')).toHaveLength(2);
  });

  it.skipIf(PYTHON === '')(
    'the command that runs a failure again has options and seed, and fails in the same way',
    async () => {
      using project = caseProject('rnd');
      const of = async (words: readonly string[]): Promise<string> =>
        (
          await execa(process.execPath, [STEADFAST, ...words], {
            cwd: project.root,
            reject: false,
            env: { CI: 'true', NX_TASK_TARGET_PROJECT: undefined, npm_lifecycle_event: 'npx' },
          })
        ).stdout;
      const first = await of(['--python', PYTHON, '--rootdir=.', '--junitxml=j.xml']);
      const [, command = ''] = /Run again: \S.*?steadfast (.*)/.exec(first) ?? [];
      expect(command, first).toMatch(/^tests\/test_a\.py::test_r --python \S+ .*--randomly-seed=\d+/);
      const value = (text: string): string | undefined => /VALUE (\S+)/.exec(text)?.[1];
      expect(value(await of(command.split(' ')))).toBe(value(first));
    },
  );
});
