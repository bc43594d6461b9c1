import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { steadfast } from '../harness/steadfast.js';

const REPORTS = {
  '--record': 'record.json',
  '--junitxml': 'junit.xml',
  '--html': 'report.html',
  '--trace': 'trace.json',
  '--timeline': 'timeline.svg',
};

const ALL_ENDINGS = {
  'test_fails.py':
    'import subprocess\n\ndef test_a():\n    subprocess.Popen(["sleep", "60"])\n    assert 0\n',
  'test_crashes.py': 'import os\n\ndef test_a(): os.abort()\n',
  'test_hangs.py': 'import time\n\ndef test_a(): time.sleep(60)\n',
};

/** The page as text: what it holds is compressed. */
function readable(page: string): string {
  const blocks = [...page.matchAll(/id="report-[\w-]+">([A-Za-z0-9+/=]+)</g)];
  return blocks.map(([, base64 = '']) => gunzipSync(Buffer.from(base64, 'base64')).toString()).join('');
}

describe('what a run tells', () => {
  it('holds nothing of the environment, neither of the runner nor of tests and what they left', async () => {
    using project = createProject(ALL_ENDINGS);
    const secret = 'hunter2-correct-horse';
    const words = ['--file-timeout', '6s', '--grace', '1s', '--retries', '1'];
    const run = await steadfast([...words, ...Object.entries(REPORTS).flat()], {
      cwd: project.root,
      env: { MY_TOKEN: secret, STEADFAST_FLAKY_RESULT: 'pass' },
    });
    expect(run.exitCode).toBe(1);
    const told = {
      output: run.output,
      events: JSON.stringify(run.events),
      page: readable(readFileSync(project.path('report.html'), 'utf8')),
    };
    expect(told.page).toContain('test_crashes.py');
    for (const file of [...Object.values(REPORTS), '.steadfast/durations.json'])
      Object.assign(told, { [file]: readFileSync(project.path(file), 'utf8') });
    for (const [where, text] of Object.entries(told)) expect(text.includes(secret), where).toBe(false);
  });
});

const LOOKS = `import os, pathlib, stat

def test_a(tmp_path):
    found = {}
    for name in ("STEADFAST_RUN_DIRECTORY", "PYTEST_DEBUG_TEMPROOT"):
        folder = pathlib.Path(os.environ[name])
        found[str(folder)] = oct(stat.S_IMODE(folder.stat().st_mode))
    for folder in pathlib.Path(os.environ["TMPDIR"]).iterdir():
        found[str(folder)] = oct(stat.S_IMODE(folder.stat().st_mode))
    open("found", "a").write("".join(f"{path} {mode}\\n" for path, mode in found.items()))
`;

describe.skipIf(process.platform === 'win32')('temporary folders of a run', () => {
  it("have names that cannot be guessed, are nobody else's, and are gone afterwards", async () => {
    using project = createProject({ 'test_looks.py': LOOKS });
    const temporary = project.path('temporary');
    mkdirSync(temporary);
    chmodSync(temporary, 0o777);
    const env = { TMPDIR: temporary, XDG_RUNTIME_DIR: '' };
    for (let round = 0; round < 2; round++)
      expect((await steadfast(['test_looks.py'], { cwd: project.root, env })).exitCode).toBe(0);
    const lines = readFileSync(project.path('found'), 'utf8').trim().split('\n');
    expect(lines.filter((line) => !/-[A-Za-z0-9]{6}\/?\S* 0o700$/.test(line))).toEqual([]);
    expect(new Set(lines).size).toBe(lines.length);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a record of a stranger', () => {
  it('runs nothing outside of the folder where it is replayed', async () => {
    using project = createProject({
      'inside/pytest.ini': '[pytest]\n',
      'inside/test_a.py': 'def test_a(): pass\n',
      'test_evil.py': 'open("harm", "w")\ndef test_a(): pass\n',
    });
    const cwd = project.path('inside');
    await steadfast(['--record', 'record.json'], { cwd });
    for (const path of ['../test_evil.py', join(project.root, 'test_evil.py')]) {
      const record = readFileSync(project.path('inside/record.json'), 'utf8').replaceAll('test_a.py', path);
      project.write({ 'inside/evil.json': record });
      const run = await steadfast(['replay', 'evil.json'], { cwd });
      expect([run.exitCode, run.output]).toEqual([
        4,
        expect.stringContaining('none of its files is here to run'),
      ]);
    }
    expect(existsSync(project.path('inside/harm'))).toBe(false);
  });
});
