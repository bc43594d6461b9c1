import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import { recordFromEvents } from '../../record/record-builder.js';
import { ScriptedRun } from '../../testing/scripted-run.js';
import type { JunitOptions } from './junit-options.js';
import { junitXml } from './junit-report.js';

const lineOfTest = { location: { file: 'tests/a.py', line: 7 } };

function sampleRun(): ScriptedRun {
  const sections = [
    { title: 'Captured stdout setup', text: 'ready\n' },
    { title: 'Captured stdout call', text: 'out <&>\n' },
    { title: 'Captured stderr call', text: 'err \x1b[31m\n' },
    { title: 'Captured log call', text: 'INFO log\n' },
  ];
  return new ScriptedRun(['tests/a.py', 'tests/b.py', 'tests/c.py', 'tests/d.py', 'tests/e.py', 'tests/f.py'])
    .attempt('tests/a.py', {
      outcome: 'failed',
      tests: {
        test_fine: { ...lineOfTest, properties: [['key', 'a "quoted" value']], sections },
        test_wrong: {
          ...lineOfTest,
          outcome: 'failed',
          message: 'assert 1 == 2',
          traceback: 'E  assert 1 == 2\n\ntests/a.py:7: AssertionError',
          sections,
        },
        test_fixture: { outcome: 'error', phase: 'setup', message: "KeyError: 'x'", traceback: 'tb' },
        test_skipped: { outcome: 'skipped', message: 'why not' },
        test_xfailed: { outcome: 'xfailed', message: 'known' },
        test_xpassed: { outcome: 'xpassed' },
        'test_odd["\n<é😀\x07\ud800>]': 'passed',
      },
    })
    .verdict('tests/a.py', 'failed')
    .attempt('tests/b.py', {
      outcome: 'failed',
      tests: {
        test_net: { outcome: 'failed', message: 'TimeoutError: no answer', traceback: 'tb 1', sections },
        test_twice: { outcome: 'error', phase: 'teardown', message: 'first', traceback: 'tb 2' },
      },
    })
    .attempt('tests/b.py', {
      outcome: 'failed',
      tests: { test_net: 'passed', test_twice: { outcome: 'failed', message: 'second', traceback: 'tb 3' } },
    })
    .verdict('tests/b.py', 'failed')
    .verdict('tests/c.py', 'missing', {
      reason: 'tests/c.py does not exist.',
      evidence: { summary: 'tests/b.py removed it.', lines: ['HEAD moved'] },
    })
    .attempt('tests/d.py', {
      outcome: 'crashed',
      tests: { test_before: 'passed' },
      output: 'Segmentation fault\0\n',
      finished: { runningTest: 'tests/d.py::test_c' },
    })
    .verdict('tests/d.py', 'crashed', { reason: 'Ended by SIGSEGV.' })
    .attempt('tests/e.py', { tests: { test_half: 'passed' }, unfinished: true });
}

function xml(options: Partial<JunitOptions> = {}): string {
  return junitXml(recordFromEvents(sampleRun().events), {
    suiteName: 'pytest',
    runner: 'pytest',
    ...options,
  });
}

/** The `testcase` of a name, or its start and end where it is long. */
function caseNamed(name: string, report = xml()): string {
  const found = report.split('\n<testcase').find((part) => part.includes(` name="${name}`));
  return found === undefined ? 'none' : found.replace(/<\/testsuite>.*/s, '');
}

async function errorsOf(report: string, schema: string): Promise<readonly string[]> {
  const contents = readFileSync(new URL(`./schemas/${schema}`, import.meta.url), 'utf8');
  const result = await validateXML({
    xml: { fileName: 'junit.xml', contents: report },
    schema: { fileName: schema, contents },
  });
  return result.errors.map(({ rawMessage }) => rawMessage);
}

// What record_property writes is in no schema, and pytest writes it all the same.
const withoutProperties = (report: string): string =>
  report.replaceAll(/<properties>.*?<\/properties>/gs, '');

describe('the JUnit report', () => {
  it("is valid by Jenkins' schema", async () => {
    expect(await errorsOf(withoutProperties(xml({ outputOfPassed: true })), 'jenkins-junit-10.xsd')).toEqual(
      [],
    );
  });

  it("is valid by Surefire's schema, save for what pytest adds", async () => {
    // Surefire's root is one suite, and it knows neither of these three attributes, which pytest writes.
    const suite = withoutProperties(xml({ outputOfPassed: true }))
      .replace(/<\/?testsuites[^>]*>/g, '')
      .replace(/ timestamp="[^"]*" hostname="[^"]*"/, '')
      .replaceAll(/<skipped type="[^"]*"/g, '<skipped');
    expect(await errorsOf(suite, 'surefire-test-report-2.22.3.xsd')).toEqual([]);
  });

  it('is caught by the schemas when it is wrong', async () => {
    const wrong = xml().replace('<stackTrace>', '<trace>').replace('</stackTrace>', '</trace>');
    expect(await errorsOf(withoutProperties(wrong), 'jenkins-junit-10.xsd')).not.toEqual([]);
  });

  it('counts its cases', () => {
    expect(xml({ hostname: 'here' })).toContain(
      '<testsuites name="pytest tests"><testsuite name="pytest" errors="5" failures="1" skipped="3" tests="15"' +
        ' time="39.000" timestamp="1970-01-01T00:16:40.000Z" hostname="here">',
    );
  });

  it('has a test that passed, with what it recorded', () => {
    expect(caseNamed('test_fine')).toBe(
      ' classname="tests.a" name="test_fine" time="0.250"><properties>' +
        '<property name="key" value="a &#34;quoted&#34; value"/></properties></testcase>',
    );
  });

  it('has file and line where they are wanted', () => {
    const zeroBased = xml({ location: { firstLine: 0 } });
    expect(caseNamed('test_fine', zeroBased)).toContain('name="test_fine" file="tests/a.py" line="6" time=');
    expect(caseNamed('c.py', zeroBased)).toContain('name="c.py" file="tests/c.py" time=');
    expect(xml()).not.toContain('file="');
  });

  it("has a failure with its exception, traceback and output under pytest's titles", () => {
    expect(caseNamed('test_wrong')).toBe(
      ' classname="tests.a" name="test_wrong" time="0.250">' +
        '<failure type="AssertionError" message="assert 1 == 2">E  assert 1 == 2\n\ntests/a.py:7: AssertionError</failure>' +
        `<system-out>${'-'.repeat(33)} Captured Log ${'-'.repeat(33)}\nINFO log\n\n` +
        `${'-'.repeat(33)} Captured Out ${'-'.repeat(33)}\nready\nout &#60;&#38;&#62;\n\n</system-out>` +
        `<system-err>${'-'.repeat(33)} Captured Err ${'-'.repeat(33)}\nerr #x1B[31m\n\n</system-err></testcase>`,
    );
  });

  it("tells errors, skips and expected failures in pytest's words", () => {
    expect(caseNamed('test_fixture')).toContain(
      '<error type="KeyError" message="failed on setup with &#34;KeyError: \'x\'&#34;">tb</error>',
    );
    expect(caseNamed('test_skipped')).toContain(
      '<skipped type="pytest.skip" message="why not">why not</skipped>',
    );
    expect(caseNamed('test_xfailed')).toContain('<skipped type="pytest.xfail" message="known"/>');
    expect(caseNamed('test_xpassed')).toMatch(/time="0.250"\/>$/);
  });

  it('shows characters that XML forbids', () => {
    expect(caseNamed('test_odd')).toContain('name="test_odd[&#34;&#10;&#60;é😀#x07#xD800&#62;]"');
  });

  it("has the failures of a flaky test with Surefire's nesting, and the test as passed", () => {
    const flaky = caseNamed('test_net');
    expect(flaky).toContain(
      '<flakyFailure type="TimeoutError" message="TimeoutError: no answer"><stackTrace>tb 1</stackTrace>' +
        '<system-out>INFO log\nready\nout &#60;&#38;&#62;\n</system-out><system-err>err #x1B[31m\n</system-err></flakyFailure>',
    );
    expect(flaky).not.toContain('<failure');
  });

  it('has the first failure of a test that never passed, and the others as reruns', () => {
    expect(caseNamed('test_twice')).toContain(
      '<rerunFailure type="failed" message="second"><stackTrace>tb 3</stackTrace></rerunFailure>' +
        '<error type="error" message="failed on teardown with &#34;first&#34;">tb 2</error>',
    );
  });

  it('has a case of its own for a file that was missing, crashed, or did not finish', () => {
    expect(caseNamed('c.py')).toBe(
      ' classname="tests.c" name="c.py" time="2.000">' +
        '<error type="missing" message="tests/c.py does not exist.">' +
        'tests/c.py does not exist.\ntests/b.py removed it.\nHEAD moved</error></testcase>',
    );
    expect(caseNamed('d.py')).toContain('>Ended by SIGSEGV.\ntests/d.py::test_c was running.</error>');
    expect(caseNamed('d.py')).toContain('<system-out>Segmentation fault#x00\n</system-out>');
    expect(caseNamed('test_before')).toContain('name="test_before" time="0.250"/>');
    expect(caseNamed('e.py')).toContain(
      '<error type="unfinished" message="The run ended while the file was running.">',
    );
    expect(caseNamed('f.py')).toContain('<skipped message="not run: the run ended before"/>');
  });

  it('has a case for each service that failed, and none for the others', () => {
    const run = sampleRun();
    const service = { kind: 'service', name: 'redis', ageMs: 1500 } as const;
    run.emit({ type: 'service-changed', change: { ...service, slot: 1, state: 'ready' } });
    const reason = 'service redis of slot 1 was ended by SIGSEGV.\nIt wrote last:\nboom';
    const output = { text: 'start\nboom', omittedBytes: 0 };
    run.emit({ type: 'service-changed', change: { ...service, slot: 1, state: 'failed', reason, output } });
    const report = junitXml(recordFromEvents(run.events));
    expect(report).toContain('errors="6"');
    expect(report).toContain(
      '<testcase classname="service" name="redis[1]" time="1.500">' +
        '<error type="service-failed" message="service redis of slot 1 was ended by SIGSEGV.">' +
        `${reason}</error><system-out>start\nboom</system-out></testcase>`,
    );
    expect(report.match(/classname="service"/g)).toHaveLength(1);
  });

  it('has no case for a file whose failed tests are there', () => {
    expect(caseNamed('a.py')).toBe('none');
  });
});
