import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordFromEvents } from '../../record/record-builder.js';
import { ScriptedRun } from '../../testing/scripted-run.js';
import { githubReport } from './github-report.js';

let directory: string;
let summaryFile: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'github-report-'));
  summaryFile = join(directory, 'summary.md');
  writeFileSync(summaryFile, 'what another step wrote\n');
});
afterEach(() => rm(directory, { recursive: true }));

function sampleRun(): ScriptedRun {
  const location = { file: 'tests/a.py', line: 3 };
  return new ScriptedRun(['tests/a.py', 'tests/b.py', 'tests/c.py', 'tests/d.py'])
    .attempt('tests/a.py', {
      outcome: 'failed',
      tests: {
        'test_one[a:b,c]': {
          ...{ outcome: 'failed', location, message: 'assert 100% <b>' },
          traceback:
            'tests/a.py:5: in test_one\n    check()\nlib/check.py:99: in check\n\nlib/check.py:99: AssertionError',
        },
      },
      leaks: [{ pid: 7, command: 'sleep 60', ageMs: 1, foundBy: 'group', ended: true }],
    })
    .verdict('tests/a.py', 'failed')
    .attempt('tests/b.py', {
      outcome: 'failed',
      tests: {
        test_net: { outcome: 'failed', message: 'timeout', location: { file: 'tests/b.py', line: 8 } },
      },
    })
    .attempt('tests/b.py', { tests: { test_net: 'passed' } })
    .verdict('tests/b.py', 'flaky')
    .attempt('tests/c.py', { outcome: 'not-found' })
    .attempt('tests/c.py', { started: { cause: 'missing' } })
    .verdict('tests/c.py', 'recovered')
    .verdict('tests/d.py', 'missing', {
      reason: 'tests/d.py does not exist.',
      evidence: { summary: 'tests/a.py removed it.', lines: ['HEAD moved'] },
    })
    .finish({ exitCode: 1 });
}

async function report(
  run: ScriptedRun,
  workspace?: string,
): Promise<{ output: readonly string[]; summary: string }> {
  const output = new PassThrough();
  const fate = await githubReport({ summaryFile, workspace, output }).write(recordFromEvents(run.events));
  expect(fate).toEqual({ kind: 'written', report: 'GitHub job summary', path: summaryFile });
  const text = String(output.read() ?? '');
  return { output: text.trimEnd().split('\n'), summary: readFileSync(summaryFile, 'utf8') };
}

describe('the report for GitHub', () => {
  it('annotates failures as errors, and what is odd as warnings, at file and line', async () => {
    const { output } = await report(sampleRun());
    expect(output).toEqual([
      '::error file=tests/a.py,line=5,title=tests/a.py%3A%3Atest_one[a%3Ab%2Cc]::assert 100%25 <b>',
      '::error file=tests/d.py,line=1,title=tests/d.py (missing)::tests/d.py does not exist.%0Atests/a.py removed it.%0AHEAD moved',
      '::warning file=tests/a.py,line=1,title=tests/a.py leaked a process::sleep 60 (pid 7) outlived its attempt and was ended.',
      '::warning file=tests/b.py,line=8,title=tests/b.py%3A%3Atest_net is flaky::Failed, and passed when it was run again.%0Atimeout',
      '::warning file=tests/c.py,line=1,title=tests/c.py recovered::Not found in 1 of its attempts although it was there, and then passed.',
    ]);
  });

  it('annotates services that failed, at no place', async () => {
    const change = {
      kind: 'service',
      name: 's',
      state: 'failed',
      ageMs: 1,
      reason: 'it died\nboom',
    } as const;
    const { output } = await report(sampleRun().emit({ type: 'service-changed', change }));
    expect(output).toContain('::error title=service s::it died%0Aboom');
  });

  it('names files from the top of the repository', async () => {
    const run = new ScriptedRun(['a.py'], { root: '/repository/packages/one' }).verdict('a.py', 'missing');
    expect((await report(run, '/repository')).output[0]).toContain('file=packages/one/a.py,');
  });

  it('says no more than GitHub shows, errors and warnings apart', async () => {
    const files = Array.from({ length: 30 }, (_, index) => `t${index}.py`);
    const run = files.reduce((all, file) => all.verdict(file, 'missing'), new ScriptedRun(files));
    expect((await report(run)).output).toHaveLength(10);
  });

  it('appends a summary in Markdown to what is there', async () => {
    const { summary } = await report(sampleRun());
    expect(summary).toMatch(/^what another step wrote\n## ❌ Steadfast\n/);
    expect(summary).toContain(
      '**Tests:** 1 failed, 1 flaky  \n**Files:** 1 flaky, 1 recovered, 1 failed, 1 missing',
    );
    expect(summary).toContain('### Flaky\n\n- <code>tests/b.py::test_net</code> <code>timeout</code>');
    expect(summary).toContain('- <code>tests/c.py</code> was not found in 1 of its attempts');
    expect(summary).toContain('- <code>tests/a.py</code>: <code>sleep 60</code> (pid 7)');
    expect(summary).toContain(
      '<summary><code>tests/a.py::test_one[a:b,c]</code> assert 100% &lt;b&gt;</summary>\n\n<pre>tests/a.py:5: in test_one',
    );
    expect(summary).toContain('<pre>tests/d.py does not exist.\ntests/a.py removed it.\nHEAD moved</pre>');
  });

  it('stays below the size that GitHub takes', async () => {
    const tests = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `test_${index}_${'é'.repeat(20_000)}`,
        { outcome: 'failed' as const, traceback: 'x'.repeat(10_000) },
      ]),
    );
    const run = new ScriptedRun(['a.py'])
      .attempt('a.py', { outcome: 'failed', tests })
      .verdict('a.py', 'failed');
    const { summary } = await report(run);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain('too long to be shown');
    expect(summary.split('<details>').length).toBe(summary.split('</details>').length);
  });

  it('tells when the summary cannot be written', async () => {
    const { write } = githubReport({
      summaryFile: directory,
      workspace: undefined,
      output: new PassThrough(),
    });
    expect(await write(recordFromEvents(sampleRun().events))).toMatchObject({
      kind: 'failed',
      path: directory,
    });
  });
});
