import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onTerminal } from '../harness/on-terminal.js';
import { createProject } from '../harness/project.js';
import { steadfast } from '../harness/steadfast.js';

interface Kind {
  readonly files: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly exitCode: number;
  /** What ran before, out of sight. */
  readonly before?: readonly (readonly string[])[];
}

const MIXED = `import pytest

@pytest.fixture
def database():
    raise ConnectionError("no database")

def test_total():
    print("asked for the total")
    assert {"sum": 3, "of": ["a", "b"]} == {"sum": 4, "of": ["a", "c"]}

def test_text():
    assert "one line\\nanother line\\n" == "one line\\nan other line\\n"

def test_stored(database):
    pass

@pytest.mark.skip(reason="not yet")
def test_later():
    pass
`;

const KINDS: Readonly<Record<string, Kind>> = {
  passed: {
    files: { 'test_a.py': 'def test_a(): pass\n', 'test_b.py': 'def test_b(): pass\n' },
    exitCode: 0,
  },
  failed: { files: { 'tests/test_mixed.py': MIXED }, words: ['-rs'], exitCode: 1 },
  verbose: { files: { 'tests/test_mixed.py': MIXED }, words: ['-v', '--tb=line'], exitCode: 1 },
  quiet: {
    files: { 'tests/test_mixed.py': MIXED },
    words: ['-q', '--tb=short', '--show-capture=no'],
    exitCode: 1,
  },
  collect: { files: { 'test_a.py': 'raise RuntimeError("while it was imported")\n' }, exitCode: 1 },
  'one-cause': {
    files: {
      'conftest.py': 'import pytest\n\n@pytest.fixture\ndef broken():\n    raise OSError("no room")\n',
      'test_a.py': Array.from({ length: 6 }, (_, index) => `def test_${index}(broken): pass\n`).join(''),
    },
    exitCode: 1,
  },
  crashed: {
    files: {
      'test_a.py': 'import os\n\ndef test_a():\n    print("before the end", flush=True)\n    os.abort()\n',
    },
    exitCode: 1,
  },
  'exit-0': { files: { 'test_a.py': 'import os\n\ndef test_a(): os._exit(0)\n' }, exitCode: 1 },
  'timed-out': {
    files: { 'test_a.py': 'import time\n\ndef wait(): time.sleep(60)\n\ndef test_a(): wait()\n' },
    words: ['--file-timeout', '8s', '--grace', '1s'],
    exitCode: 1,
  },
  flaky: {
    files: { 'test_a.py': 'import os\n\ndef test_a(): assert os.environ["STEADFAST_ATTEMPT"] == "2"\n' },
    words: ['--retries', '1'],
    exitCode: 0,
  },
  mistyped: { files: { 'test_a.py': 'def test_a(): pass\n' }, words: ['test_aa.py'], exitCode: 4 },
  'no-tests': { files: { 'a.py': '' }, exitCode: 5 },
  leaks: {
    files: {
      'test_a.py':
        'import subprocess\n\ndef test_starts_server(): subprocess.Popen(["sleep", "600"], start_new_session=True)\n',
    },
    exitCode: 0,
  },
  merge: {
    files: { 'tests/test_mixed.py': MIXED, 'tests/test_b.py': 'def test_b(): pass\n' },
    before: ['1', '2'].map((shard) => ['--shard', `${shard}/2`, '--record', `${shard}.json`]),
    words: ['merge', '1.json', '2.json'],
    exitCode: 1,
  },
  doctor: {
    files: {
      'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-q --durations=3"\ntestpaths = ["tests"]\n',
      'tests/test_a.py': 'def test_a(): pass\n',
    },
    words: ['doctor'],
    exitCode: 0,
  },
};

/** What differs from machine to machine and from run to run. */
function steady(lines: readonly string[]): string {
  const text = lines.map((line) => line.trimEnd()).join('\n');
  return `${text
    .replaceAll(/steadfast-project-\w{6}/g, 'steadfast-project-######')
    .replaceAll(/\b\d+(\.\d+)?m?s\b/g, '#s')
    .replaceAll(/\bpid \d+/g, 'pid #')
    .replaceAll(/^ +#s(?= {2}\S)/gm, '  #s')
    .replaceAll(/█*░+/g, '█░')
    // Machines that are busy make files slow.
    .replace(/^Slowest files\n( {2}.*\n)+\n/m, '')
    .replace(/^(Interpreter +)\S+/m, '$1#')
    .replace(/^(CPUs +|Slots +at most )\d+.*/gm, '$1#')
    .replace(/Node [\d.]+, linux \w+/, 'Node #, linux #')
    .replaceAll(/^(Steadfast|Python|pytest)( +)\d[\w.]*/gm, '$1$2#')
    .replace(/^(Plugins +).*(\n {10}.*)*/m, '$1#')
    .replace(/^(Worker ids +).*(\n {10}.*)*/m, '$1#')
    .replaceAll(/\b(steadfast|node|python|pytest) \d+(\.\w+)+/g, '$1 #')
    .replaceAll(/\b\d+ frames of pytest/g, '# frames of pytest')
    .replaceAll(/"\/.*\/lib\/python3\.\d+\/(.*)", line \d+/g, '"LIB/$1", line #')}\n`;
}

// Run with -u to write them anew; the difference is then read like code.
describe.skipIf(process.platform !== 'linux').each([
  [80, 24],
  [120, 40],
])('at %i by %i the terminal shows, when all is over', (columns, rows) => {
  it.each(Object.entries(KINDS))('%s', async (name, { files, words = [], before = [], exitCode }) => {
    using project = createProject(files);
    for (const each of before) await steadfast(each, { cwd: project.root });
    const jobs = /^[a-z]+$/.test(words[0] ?? '') ? [] : ['-j', '1'];
    const terminal = onTerminal(project, [...jobs, ...words], columns, rows);
    expect(await terminal.ended).toBe(exitCode);
    const shown = terminal.lines();
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(columns);
    const file = join(import.meta.dirname, 'captures', `${name}-${columns}x${rows}.txt`);
    await expect(steady(shown)).toMatchFileSnapshot(file);
  });

  it('the live view, while tests run', async () => {
    const waits =
      'import os, time\n\ndef test_waits():\n    while not os.path.exists("go"): time.sleep(0.05)\n';
    using project = createProject({
      'tests/test_a.py': 'def test_a(): assert 1 == 2\n',
      'tests/test_b.py': waits,
      'tests/test_checkout_with_a_long_name.py': waits,
      'tests/test_d.py': 'def test_d(): pass\n',
    });
    const terminal = onTerminal(project, ['-j', '2'], columns, rows);
    await terminal.shows(/ 1\/4 files[^]*test_checkout_with_a_long_name\.py[^]*test_b\.py/);
    const shown = terminal.lines();
    project.write({ go: '' });
    expect(await terminal.ended).toBe(1);
    const file = join(import.meta.dirname, 'captures', `live-${columns}x${rows}.txt`);
    await expect(steady(shown)).toMatchFileSnapshot(file);
  });
});
