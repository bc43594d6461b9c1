import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';

const PORT_USER = `
import socket, time
def test_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 45873))
        server.listen()
        time.sleep(0.8)
`;

/** Every reason why pytest and an isolating runner may disagree, once. */
const FILES = {
  'shop/__init__.py': '',
  'shop/settings.py': 'DEBUG = False\nRATES = {"eur": 1}\n',
  'tests/test_a_sets.py': `
from shop import settings
def test_innocent(): pass
def test_sets_debug(): settings.DEBUG = True
def test_after(): pass
`,
  'tests/test_b_loads.py': `
from shop import settings
def test_loads(): settings.RATES["usd"] = 2
`,
  'tests/test_c_plain.py': 'def test_it(): pass\n',
  'tests/test_d_broken.py': `
from shop import settings
def test_default(): assert settings.DEBUG is False
def test_other(): pass
`,
  'tests/test_e_needs.py': `
from shop import settings
def test_needs(): assert settings.RATES["usd"] == 2
`,
  // Fails in every second run, whoever makes it.
  'tests/test_f_flaky.py': `
import os
import pathlib
def test_flaky():
    run = os.environ.get("STEADFAST_RUN_ID", str(os.getpid()))
    seen = pathlib.Path("seen.txt")
    runs = seen.read_text().split() if seen.exists() else []
    runs += [run] if run not in runs else []
    seen.write_text(" ".join(runs))
    assert runs.index(run) % 2 == 0
`,
  'tests/test_g_port.py': PORT_USER,
  'tests/test_h_port.py': PORT_USER,
};

async function command(cwd: string, ...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [STEADFAST, ...words], {
    cwd,
    env: { CI: 'true', FORCE_COLOR: '0' },
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode, stdout, stderr };
}

describe.skipIf(process.platform === 'win32')('steadfast try and bisect', () => {
  it('explain every difference in a project that has never seen Steadfast', async () => {
    using project = createProject(FILES);
    const { exitCode, stdout } = await command(project.root, 'try', '-j', '2', '--markdown', 'report.md');
    const section = (file: string): string => stdout.split(`  ${file}\n`)[1]?.split(/\n {2}\S/)[0] ?? '';
    expect(section('tests/test_d_broken.py').split('\n').slice(0, 3)).toEqual([
      '    test_default: pytest failed, Steadfast passed',
      '    Fails only when tests/test_a_sets.py::test_sets_debug ran before it in the same process.',
      '    tests/test_a_sets.py::test_sets_debug leaves module attribute shop.settings.DEBUG: True (was False)',
    ]);
    expect(section('tests/test_e_needs.py')).toContain(
      'Passes only when tests/test_b_loads.py::test_loads ran',
    );
    expect(section('tests/test_e_needs.py')).toContain(
      "shop.settings.RATES: dict of 2: {'eur': 1, 'usd': 2}",
    );
    expect(section('tests/test_f_flaky.py')).toContain('Flaky:');
    // One of the two has to lose.
    expect(section('tests/test_g_port.py') + section('tests/test_h_port.py')).toContain('add STEADFAST_SLOT');
    expect(stdout).toMatch(/one pytest process +[\d.]+s +[\d.]+s +1\.0x/);
    expect(stdout).toMatch(
      /Expected .*: [\d.]+s on 2 machines, [\d.]+s on 4 machines, [\d.]+s on 8 machines/,
    );
    expect(stdout).toMatch(/Same outcome for [67] of 11 tests; [45] in [45] files differ/);
    expect(exitCode).toBe(1);
    expect(readFileSync(project.path('report.md'), 'utf8')).toContain('### `tests/test_d_broken.py`');

    const bisected = await command(project.root, 'bisect', 'tests/test_d_broken.py');
    expect(bisected.stdout).toContain('Fails only when tests/test_a_sets.py::test_sets_debug ran before it');
    expect(bisected.exitCode).toBe(1);
    const innocent = await command(project.root, 'bisect', 'tests/test_c_plain.py', 'tests/test_a_sets.py');
    expect(innocent.stdout).toContain('gives the same results alone and after 1 other file');
    expect(innocent.exitCode).toBe(0);
  });

  it('say so when all is the same, and compare with a pytest that died file by file', async () => {
    using project = createProject({
      'test_a.py': 'def test_it(): pass\n',
      'test_b.py': 'import os\ndef test_it(): os._exit(0)\n',
    });
    const same = await command(project.root, 'try', 'test_a.py');
    expect(same.stdout).toContain('Same outcome for every test (1).');
    expect(same.exitCode).toBe(0);
    const died = await command(project.root, 'try');
    expect(died.stdout).toContain('pytest ended with exit code 0 and no report');
    const wrong = await command(project.root, 'bisect', 'conftest.py');
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      4,
      expect.stringContaining('not a test file of this suite'),
    ]);
  });
});
