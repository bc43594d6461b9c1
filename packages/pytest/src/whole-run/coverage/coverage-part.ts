import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type AttemptRequest, EXIT_CODE, type ExitCode } from '@steadfast/core';
import { execa } from 'execa';
import type { PytestProject } from '../../adapter/launcher.js';
import type { PytestConfiguration } from '../../configuration/pytest-configuration.js';
import type { WholeRunPart } from '../whole-run-part.js';
import { type CoverageRequest, SILENT_COVERAGE } from './coverage-request.js';

/** Where and with what coverage is put together. */
export interface CoverageSurroundings {
  readonly pytest: PytestProject;
  readonly configuration: PytestConfiguration;
  readonly stdout: NodeJS.WritableStream;
  readonly warn: (message: string) => void;
}

/**
 * Has every attempt measure into a file of its own, and pytest-cov itself put them together and report once, at the end: in a
 * pytest without tests, which finds the data of the attempts where that of an earlier run would be (`--cov-append`).
 */
export function coveragePart(request: CoverageRequest, surroundings: CoverageSurroundings): WholeRunPart {
  return new CoveragePart(request, surroundings);
}

class CoveragePart implements WholeRunPart {
  readonly #folder = mkdtempSync(join(tmpdir(), 'steadfast-coverage-'));

  constructor(
    private readonly request: CoverageRequest,
    private readonly surroundings: CoverageSurroundings,
  ) {}

  readonly attempts = {
    begin: ({ attemptId }: AttemptRequest): Readonly<Record<string, string>> => ({
      COVERAGE_FILE: join(this.#folder, `.coverage.${attemptId}`),
    }),
  };

  async finish(exitCode: ExitCode): Promise<ExitCode> {
    try {
      // An interrupted pytest has no report, and one that was refused has nothing to report.
      const isOver = exitCode !== EXIT_CODE.interrupted && exitCode !== EXIT_CODE.usageError;
      return isOver ? await this.#report(exitCode) : exitCode;
    } catch (error) {
      this.surroundings.warn(`coverage could not be reported: ${error instanceof Error ? error.message : String(error)}`);
      return EXIT_CODE.internalError;
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  async #report(exitCode: ExitCode): Promise<ExitCode> {
    const { measuring, reporting, onlyWhenGreen } = this.request;
    await this.#bringTogether();
    const nothing = mkdtempSync(join(tmpdir(), 'steadfast-no-tests-'));
    try {
      const pytest = await this.#python([
        ...['-m', 'pytest', ...configurationOptions(this.surroundings.configuration), '-o', 'addopts=', '-qq', '--no-header'],
        ...['-p', 'no:cacheprovider', ...measuring, '--cov-append'],
        ...(onlyWhenGreen && exitCode !== EXIT_CODE.passed ? SILENT_COVERAGE : reporting),
        nothing,
      ]);
      this.surroundings.stdout.write(`\n${pytest.stdout.trim()}\n`);
      return exitCodeAfter(pytest, exitCode);
    } finally {
      rmSync(nothing, { recursive: true, force: true });
    }
  }

  /** Puts the data of the attempts next to the project's data file, under the names of parallel runs. */
  async #bringTogether(): Promise<void> {
    const dataFile = await this.#dataFile();
    await mkdir(dirname(dataFile), { recursive: true });
    if (!this.request.append) rmSync(dataFile, { force: true });
    for (const name of readdirSync(this.#folder)) {
      cpSync(join(this.#folder, name), `${dataFile}.steadfast-${name.replace(/^\.coverage\./, '')}`);
    }
  }

  async #dataFile(): Promise<string> {
    const script = "import coverage, sys; print(coverage.Coverage(config_file=sys.argv[1]).get_option('run:data_file'))";
    const { exitCode, stdout, stderr } = await this.#python(['-c', script, this.request.configFile]);
    if (exitCode !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? 'coverage cannot be imported');
    return resolve(this.surroundings.pytest.root, stdout.trim());
  }

  async #python(words: readonly string[]): Promise<{ exitCode?: number; stdout: string; stderr: string }> {
    const { python, root, environment } = this.surroundings.pytest;
    return execa(python, words, {
      cwd: root,
      env: { ...environment, PYTEST_ADDOPTS: undefined },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
  }
}

/** pytest finds its configuration by the paths it is given; a pytest without tests needs to be told. */
function configurationOptions({ file, rootDirectory }: PytestConfiguration): readonly string[] {
  return [...(file === undefined ? [] : ['-c', file]), `--rootdir=${rootDirectory}`];
}

/** pytest says 5, because it had no tests, and 1, because the total is too low. */
function exitCodeAfter({ exitCode, stderr }: { exitCode?: number; stderr: string }, before: ExitCode): ExitCode {
  if (exitCode === EXIT_CODE.passed || exitCode === EXIT_CODE.noTests) return before;
  if (exitCode !== EXIT_CODE.failed) {
    throw new Error(`pytest-cov ended with ${exitCode ?? 'a signal'}: ${stderr.trim()}`);
  }
  return before === EXIT_CODE.passed || before === EXIT_CODE.noTests ? EXIT_CODE.failed : before;
}
