import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import type { RunEvent, RunRecord } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import { createProject, trivialFiles } from '../harness/project.js';
import { readJson, steadfast, STEADFAST } from '../harness/steadfast.js';

const SCHEMAS = new URL('../../packages/core/schemas/', import.meta.url);

function validator(schema: string) {
  return new Ajv({ allErrors: true }).compile(
    JSON.parse(readFileSync(new URL(schema, SCHEMAS), 'utf8')) as object,
  );
}

/** One of everything that leaves something in record and events. */
const FILES = {
  'tests/test_passes.py': 'def test_a(record_property): record_property("key", 1)\n',
  'tests/test_fails.py': 'def test_a():\n    print("out")\n    assert 0\n',
  'tests/test_flaky.py': 'import os\n\ndef test_a(): assert os.environ["STEADFAST_ATTEMPT"] == "2"\n',
  'tests/test_broken.py': 'import no_such_module\n',
  'tests/test_crash.py': 'import os\n\ndef test_a(): os._exit(0)\n',
  'tests/test_leak.py': 'import subprocess\n\ndef test_a(): subprocess.Popen(["sleep", "60"])\n',
  'tests/test_hang.py': 'import time\n\ndef test_a(): time.sleep(60)\n',
};

describe('record and events', () => {
  it('are valid by their schemas', async () => {
    using project = createProject(FILES);
    const words = ['tests', 'tests/test_gone.py', '--retries', '1', '--file-timeout', '3s', '--grace', '1s'];
    const run = await steadfast([...words, '--record', 'record.json'], { cwd: project.root });
    expect(run.exitCode).toBe(1);
    const validateEvent = validator('event.schema.json');
    for (const event of run.events) {
      validateEvent(event);
      expect(validateEvent.errors, JSON.stringify(event)).toBeNull();
    }
    const validateRecord = validator('record.schema.json');
    validateRecord(readJson(project.path('record.json')));
    expect(validateRecord.errors).toBeNull();
    expect(new Set(run.events.map(({ type }) => type))).toContain('leak-found');
  });

  it('give the same record, whether it was written by the run or made of its events', async () => {
    using project = createProject(FILES);
    const words = [
      '--events',
      'events.ndjson',
      '--record',
      'record.json',
      '--file-timeout',
      '3s',
      '--grace',
      '1s',
    ];
    await execa(process.execPath, [STEADFAST, ...words], { cwd: project.root, reject: false });
    await execa(process.execPath, [STEADFAST, 'merge', 'events.ndjson', '--record', 'again.json'], {
      cwd: project.root,
      reject: false,
    });
    const { files, counts } = readJson(project.path('record.json')) as RunRecord;
    expect(readJson(project.path('again.json'))).toMatchObject({ files, counts });
  });
});

describe('a run that is killed in the middle', () => {
  it('leaves an event log of which record and JUnit can be made, with what did not finish named', async () => {
    using project = createProject({
      ...trivialFiles(2),
      'tests/test_hang.py': 'import time\n\ndef test_quick(): pass\n\ndef test_hang(): time.sleep(60)\n',
      'tests/test_waiting.py': 'def test_a(): pass\n',
    });
    const path = project.path('events.ndjson');
    const command = execa(process.execPath, [STEADFAST, '-j', '1', '--events', path, '--progress', 'none'], {
      cwd: project.root,
      reject: false,
    });
    await untilEvent(path, (event) => event.type === 'test-started' && event.id.endsWith('::test_hang'));
    command.kill('SIGKILL');
    await command;

    const merged = await execa(
      process.execPath,
      [STEADFAST, 'merge', path, '--record', 'record.json', '--junitxml', 'junit.xml'],
      { cwd: project.root, reject: false },
    );
    expect(merged.exitCode).not.toBe(0);
    expect(merged.stdout + merged.stderr).toContain('tests/test_hang.py');

    const record = readJson(project.path('record.json')) as RunRecord;
    expect(record).toMatchObject({ complete: false });
    expect(record.files.map(({ path: file, state }) => [file, state])).toEqual([
      ['tests/test_000.py', 'finished'],
      ['tests/test_001.py', 'finished'],
      ['tests/test_hang.py', 'unfinished'],
      ['tests/test_waiting.py', 'not-run'],
    ]);
    expect(readJunit(project.path('junit.xml')).map(({ name, outcome }) => [name, outcome])).toEqual(
      expect.arrayContaining([
        ['test_one', 'passed'],
        ['test_quick', 'passed'],
        ['test_hang.py', 'error'],
        ['test_waiting.py', 'skipped'],
      ]),
    );
  });
});

/** Waits until an event log has an event; the log grows meanwhile. */
async function untilEvent(path: string, wanted: (event: RunEvent) => boolean): Promise<void> {
  for (;;) {
    if (existsSync(path)) {
      for await (const line of createInterface({ input: createReadStream(path) })) {
        if (line.endsWith('}') && wanted(JSON.parse(line) as RunEvent)) return;
      }
    }
    await sleep(50);
  }
}
