import { readFileSync } from 'node:fs';
import type { ServiceChange } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import { createProject } from '../harness/project.js';
import { type CommandResult, ofType, readJson, steadfast } from '../harness/steadfast.js';

const REDIS = `
[[tool.steadfast.services]]
name = "redis"
command = "redis-server --port {port} --save '' --dir {directory}"
export = { REDIS_PORT = "{port}" }
`;

/** Asks a Redis over its own protocol: no package is needed for that. */
const ASK = `
import os, socket

def ask(port, *words):
    with socket.create_connection(("127.0.0.1", int(port))) as server:
        server.sendall(" ".join(words).encode() + b"\\r\\n")
        return server.makefile("rb").readline().decode().strip()
`;

function changes(run: CommandResult): readonly ServiceChange[] {
  return ofType(run.events, 'service-changed').map(({ change }) => change);
}

function told(run: CommandResult): readonly string[] {
  return changes(run).map(
    ({ kind, name, slot, state }) => `${kind} ${name}${slot === undefined ? '' : ` ${slot}`} ${state}`,
  );
}

function reasonOf(run: CommandResult, file: string): string {
  return ofType(run.events, 'file-finished').find((event) => event.file === file)?.reason ?? '';
}

describe.each(['spawn', 'project'] as const)('a Redis (%s)', (isolation) => {
  it('is there once per run and once per slot, is set up first and torn down last, and is in every report', async () => {
    const file = `from ask import ask
from conftest import AT_IMPORT
import os

def test_counts():
    assert AT_IMPORT == os.environ["REDIS_PORT"]
    assert ask(os.environ["REDIS_PORT"], "GET", "seeded") == "$3"
    ask(os.environ["REDIS_PORT"], "INCR", "attempts")
    ask(os.environ["OWN_PORT"], "SET", "slot", os.environ["STEADFAST_SLOT"])
    assert os.environ["OWN_SLOT"] == os.environ["STEADFAST_SLOT"]
    assert os.environ["TOKEN"] == "a b=c"
    assert "FOR_OTHERS" not in os.environ
`;
    using project = createProject({
      'pyproject.toml': `[tool.pytest.ini_options]
pythonpath = ["."]
${REDIS}
[[tool.steadfast.services]]
name = "own"
command = ["redis-server", "--port", "{port}", "--save", "", "--dir", "{directory}"]
per = "slot"
ready = { log = "Ready to accept connections" }
export = { OWN_PORT = "{port}", OWN_SLOT = "{slot}" }
[[tool.steadfast.services]]
name = "others"
command = "false"
ready = { port = 1 }
paths = "elsewhere/**"
export = { FOR_OTHERS = "1" }
[[tool.steadfast.setup]]
name = "seed"
needs = "redis"
command = ["sh", "-c", "redis-cli -p $REDIS_PORT SET seeded yes && echo 'TOKEN=a b=c' >> $STEADFAST_ENV"]
[[tool.steadfast.teardown]]
name = "count"
command = ["sh", "-c", "redis-cli -p $REDIS_PORT GET attempts"]
`,
      'ask.py': ASK,
      'conftest.py': 'import os\nAT_IMPORT = os.environ["REDIS_PORT"]\n',
      ...Object.fromEntries([1, 2, 3, 4].map((number) => [`tests/test_${number}.py`, file])),
    });
    const reports = ['--record', 'record.json', '--trace', 'trace.json', '--junitxml', 'junit.xml'];
    const run = await steadfast(['-j', '2', ...reports], { cwd: project.root, isolation });
    expect(run.output).not.toContain('error');
    expect(run.exitCode).toBe(0);
    expect(Object.values(run.verdicts)).toEqual(Array(4).fill('passed'));
    expect(told(run).filter((text) => !text.includes(' own '))).toEqual([
      ...['service redis started', 'service redis ready', 'setup seed started', 'setup seed ended'],
      ...['teardown count started', 'teardown count ended', 'service redis ended'],
    ]);
    expect(
      told(run)
        .filter((text) => /own . (ready|ended)/.test(text))
        .sort(),
    ).toEqual(['service own 0 ended', 'service own 0 ready', 'service own 1 ended', 'service own 1 ready']);
    const output = (name: string) =>
      changes(run).find((each) => each.name === name && each.state === 'ended')?.output?.text;
    expect(output('count')).toBe('4\n');
    expect(output('redis')).toContain('Ready to accept connections');
    expect(JSON.stringify(readJson(project.path('record.json')))).toContain('"service-changed"');
    expect(readFileSync(project.path('trace.json'), 'utf8')).toContain('"name":"service own of slot 1"');
    expect(readFileSync(project.path('junit.xml'), 'utf8')).toContain('errors="0"');
  });
});

describe('a service that fails', () => {
  it('is an error of the files that need it, with its output, and of no others', async () => {
    using project = createProject({
      'pyproject.toml': `[tool.pytest.ini_options]
[[tool.steadfast.services]]
name = "slow"
command = ["sh", "-c", "echo waiting for godot; exec sleep 60"]
ready = { port = "{port}" }
timeout = "3s"
paths = "tests/needs/**"
[[tool.steadfast.setup]]
name = "broken"
command = ["sh", "-c", "echo no schema >&2; exit 3"]
paths = "tests/schema/**"
[[tool.steadfast.services]]
name = "after"
command = "sleep 60"
ready = { command = "true" }
needs = "broken"
paths = "tests/schema/**"
[[tool.steadfast.teardown]]
name = "clean"
command = ["sh", "-c", "echo cannot; exit 1"]
paths = "tests/other/**"
`,
      ...Object.fromEntries(
        ['needs/test_a', 'needs/test_b', 'schema/test_c', 'other/test_d', 'other/test_e'].map((name) => [
          `tests/${name}.py`,
          'def test_it():\n    pass\n',
        ]),
      ),
    });
    const run = await steadfast(['-j', '2', '--junitxml', 'junit.xml'], { cwd: project.root });
    expect(run.verdicts).toEqual({
      'tests/needs/test_a.py': 'error',
      'tests/needs/test_b.py': 'error',
      'tests/schema/test_c.py': 'error',
      'tests/other/test_d.py': 'passed',
      'tests/other/test_e.py': 'passed',
    });
    expect(run.exitCode).toBe(1);
    expect(reasonOf(run, 'tests/needs/test_b.py')).toMatch(
      /^service slow was not ready after 3s: nothing listens on port \d+\.\nIt wrote last:\nwaiting for godot$/,
    );
    expect(reasonOf(run, 'tests/schema/test_c.py')).toBe(
      'setup broken ended with exit code 3.\nIt wrote last:\nno schema',
    );
    // Files that need nothing do not wait for a service that takes its time.
    const finished = ofType(run.events, 'file-finished').map(({ file }) => file);
    expect(finished.indexOf('tests/other/test_e.py')).toBeLessThan(finished.indexOf('tests/needs/test_a.py'));
    expect(run.output.match(/waiting for godot/g)).toHaveLength(1);
    expect(run.output).toContain('error: teardown clean ended with exit code 1.');
    const junit = readFileSync(project.path('junit.xml'), 'utf8');
    expect(junit).toContain('<testcase classname="teardown" name="clean"');
    expect(junit).toMatch(/errors="7"/);
  });

  it('in the middle takes the file that was running and all that follow, and no pass of theirs counts', async () => {
    const dies = `import os, signal, time
def test_it():
    os.kill(int(open(os.path.join(os.environ["REDIS_DIRECTORY"], "pid")).read()), signal.SIGKILL)
    time.sleep(0.3)
`;
    using project = createProject({
      'pyproject.toml': `[tool.pytest.ini_options]
[[tool.steadfast.services]]
name = "redis"
command = "redis-server --port {port} --save '' --dir {directory} --pidfile {directory}/pid"
paths = ["tests/test_b*.py", "tests/test_c*.py"]
export = { REDIS_DIRECTORY = "{directory}" }
`,
      'tests/test_b1.py': 'def test_it():\n    pass\n',
      'tests/test_b2.py': dies,
      'tests/test_c.py': 'def test_it():\n    pass\n',
      'tests/test_d.py': 'def test_it():\n    pass\n',
    });
    const run = await steadfast(['-j', '1'], { cwd: project.root });
    expect(run.verdicts).toEqual({
      'tests/test_b1.py': 'passed',
      'tests/test_b2.py': 'error',
      'tests/test_c.py': 'error',
      'tests/test_d.py': 'passed',
    });
    expect(reasonOf(run, 'tests/test_c.py')).toContain('service redis was ended by SIGKILL during the run.');
    expect(run.exitCode).toBe(1);
  });

  it('in its declaration is a usage error that names file and key', async () => {
    using project = createProject({
      'pyproject.toml': `[tool.pytest.ini_options]
[[tool.steadfast.services]]
name = "redis"
command = "redis-server"
port = 6379
[[tool.steadfast.setup]]
name = "seed"
command = []
needs = ["postgres"]
`,
      'tests/test_a.py': 'def test_it():\n    pass\n',
    });
    const run = await steadfast([], { cwd: project.root });
    expect(run.exitCode).toBe(4);
    expect(run.output).toContain('[[tool.steadfast.services]] number 1: there is no key port');
    expect(run.output).toContain('[[tool.steadfast.setup]] number 1: command = []: must be a command');
    expect(ofType(run.events, 'run-started')).toEqual([]);
  });
});
