import { expect, it } from 'vitest';
import { execa } from 'execa';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

async function doctor({ root }: Project, ...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [STEADFAST, 'doctor', ...words], {
    cwd: root,
    reject: false,
  });
  return { exitCode, text: stdout + stderr };
}

it('tells what a run would find', async () => {
  using project = createProject({
    'pyproject.toml':
      '[tool.pytest.ini_options]\naddopts = "-n 4"\n[tool.steadfast]\njobs = 3\nfile-timeout = "5m"\n',
    'setup.cfg': '[tool:pytest]\n',
    'test_a.py': '',
    'sub/pytest.ini': '',
    'sub/test_b.py': '',
  });
  const { exitCode, text } = await doctor(project, '--isolation', 'spawn');
  expect(exitCode).toBe(0);
  expect(text).toMatch(/^Interpreter +\/\S+ \(.+\)$/m);
  expect(text).toMatch(/^pytest +\d+\.\d+/m);
  expect(text).toMatch(/^pytest settings +pyproject\.toml$/m);
  expect(text).toMatch(/ jobs = 3 \(.*pyproject\.toml: \[tool\.steadfast\] jobs\)$/m);
  expect(text).toMatch(/ file-timeout = 5m \(pyproject\.toml: /);
  expect(text).toContain('setup.cfg has settings for pytest, too; pytest ignores them');
  expect(text).toMatch(/ isolation = spawn \(--isolation\)$/m);
  expect(text).toMatch(/^Test files +2$/m);
  expect(text).toMatch(/^Slots +at most 3$/m);
  expect(text).toContain('the settings in sub/pytest.ini are not used');
  expect(text).toContain('-n 4 (addopts) is left out');
  expect(text).toContain('Nothing stands in the way of a run.');
});

it('tells what would go wrong, all of it, and fails', async () => {
  using project = createProject({
    'pytest.ini': '[pytest]\nminversion = 99\nrequired_plugins = pytest_no_such>=1\n',
  });
  const { exitCode, text } = await doctor(project);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/minversion is 99, and pytest is \S+: pytest will refuse to start/);
  expect(text).toContain('required_plugins names what is not installed: pytest_no_such>=1');
  expect(text).toContain('no test file was found, and a run without tests exits with 5');
  expect(text).not.toContain('Nothing stands in the way');
});

it.each([
  ['pytest.ini', '[pytest]\nwhat\n', /pytest\.ini:2: unexpected line: 'what'/],
  ['pyproject.toml', '[tool.pytest\n', /pyproject\.toml:1: not valid TOML/],
])('names the fault in a broken %s', async (name, text, message) => {
  using project = createProject({ 'pytest.ini': '', 'test_a.py': '', [name]: text });
  const result = await doctor(project);
  expect(result.exitCode).not.toBe(0);
  expect(result.text).toMatch(message);
});

it('names an interpreter that cannot run the tests', async () => {
  using project = createProject({ 'test_a.py': '' });
  const { exitCode, text } = await doctor(project, '--python', './no-python');
  expect(exitCode).toBe(1);
  expect(text).toMatch(/There is no Python interpreter .*no-python \(--python\)/);
});
