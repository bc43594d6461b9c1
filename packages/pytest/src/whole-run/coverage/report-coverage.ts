import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EXIT_CODE, type ExitCode } from '@steadfast/core';
import { execa } from 'execa';
import type { PytestProject } from '../../adapter/launcher.js';
import type { PytestConfiguration } from '../../configuration/pytest-configuration.js';
import { type CoverageRequest, SILENT_COVERAGE } from './coverage-request.js';

/** Where and with what coverage is put together. */
export interface CoverageContext {
  readonly pytest: Pick<PytestProject, 'python' | 'root' | 'environment'>;
  readonly configuration: PytestConfiguration;
  readonly stdout: NodeJS.WritableStream;
}

/**
 * Has pytest-cov itself put data files together, report once and judge the total: in a pytest without tests, which finds the data
 * where that of an earlier run would be (`--cov-append`).
 *
 * @returns the exit code, given that of the tests.
 * @throws when pytest-cov cannot do it.
 */
export async function reportCoverage(
  dataFiles: readonly string[],
  request: CoverageRequest,
  exitCode: ExitCode,
  context: CoverageContext,
): Promise<ExitCode> {
  const { measuring, reporting, onlyWhenGreen } = request;
  await bringTogether(dataFiles, request, context);
  const nothing = mkdtempSync(join(tmpdir(), 'steadfast-no-tests-'));
  try {
    const pytest = await runPython(context, [
      ...[
        '-m',
        'pytest',
        ...configurationOptions(context.configuration),
        '-o',
        'addopts=',
        '-qq',
        '--no-header',
      ],
      ...['-p', 'no:cacheprovider', ...measuring, '--cov-append'],
      ...(onlyWhenGreen && exitCode !== EXIT_CODE.passed ? SILENT_COVERAGE : reporting),
      nothing,
    ]);
    const report = pytest.stdout.trim();
    if (report !== '') context.stdout.write(`\n${report}\n`);
    return exitCodeAfter(pytest, exitCode);
  } finally {
    rmSync(nothing, { recursive: true, force: true });
  }
}

/** Puts the data next to the project's data file, under the names of parallel runs. */
async function bringTogether(
  dataFiles: readonly string[],
  { append, configFile }: CoverageRequest,
  context: CoverageContext,
): Promise<void> {
  const total = await totalDataFile(configFile, context);
  await mkdir(dirname(total), { recursive: true });
  for (const [index, dataFile] of dataFiles.entries()) cpSync(dataFile, `${total}.steadfast-${index}`);
  if (!append) rmSync(total, { force: true });
}

async function totalDataFile(configFile: string, context: CoverageContext): Promise<string> {
  const script =
    "import coverage, sys; print(coverage.Coverage(config_file=sys.argv[1]).get_option('run:data_file'))";
  const { exitCode, stdout, stderr } = await runPython(context, ['-c', script, configFile]);
  if (exitCode !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? 'coverage cannot be imported');
  return resolve(context.pytest.root, stdout.trim());
}

async function runPython(
  { pytest: { python, root, environment } }: CoverageContext,
  words: readonly string[],
): Promise<{ exitCode?: number; stdout: string; stderr: string }> {
  return execa(python, words, {
    cwd: root,
    env: { ...environment, PYTEST_ADDOPTS: undefined },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
}

/** pytest finds its configuration by the paths it is given; a pytest without tests needs to be told. */
function configurationOptions({ file, rootDirectory }: PytestConfiguration): readonly string[] {
  return [...(file === undefined ? [] : ['-c', file]), `--rootdir=${rootDirectory}`];
}

/** pytest says 5, because it had no tests, and 1, because the total is too low. */
function exitCodeAfter(
  { exitCode, stderr }: { exitCode?: number; stderr: string },
  before: ExitCode,
): ExitCode {
  if (exitCode === EXIT_CODE.passed || exitCode === EXIT_CODE.noTests) return before;
  if (exitCode !== EXIT_CODE.failed) {
    throw new Error(`pytest-cov ended with ${exitCode ?? 'a signal'}: ${stderr.trim()}`);
  }
  return before === EXIT_CODE.passed || before === EXIT_CODE.noTests ? EXIT_CODE.failed : before;
}
