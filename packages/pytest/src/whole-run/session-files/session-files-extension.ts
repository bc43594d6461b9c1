import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type AttemptTarget,
  type EndedAttempt,
  EXIT_CODE,
  type ExitCode,
  type Extension,
  writeReport,
} from '@steadfast/core';
import { type JoinableKind, joinParts } from './join-parts.js';
import { readSessionFiles, type SessionFile } from './session-file.js';

interface KeptPart extends SessionFile {
  readonly kind: JoinableKind;
  /** The test file, and which attempt on it. */
  readonly file: string;
  readonly attempt: number;
}

/**
 * Logs and reports that pytest or a plugin writes once per session (`--log-file`, `--report-log`, `--json-report`,
 * `--benchmark-json`, `--cucumberjson`, a JUnit report that a conftest asks for): each attempt writes its own, and
 * after the run they are one, in the order of the files.
 */
export function sessionFilesExtension(warn: (message: string) => void): Extension {
  return new SessionFiles(warn);
}

class SessionFiles implements Extension {
  readonly name = 'files of a session';
  readonly #parts: KeptPart[] = [];
  readonly #pages = new Set<string>();
  #folder: string | undefined;

  constructor(private readonly warn: (message: string) => void) {}

  afterAttempt(attempt: EndedAttempt): void {
    if (attempt.isTrial) return;
    for (const file of readSessionFiles(attempt.directory)) this.#keep(file, attempt);
  }

  async finish(exitCode: ExitCode): Promise<ExitCode> {
    for (const path of this.#pages) {
      this.warn(
        `pytest-html's report ${path}, which a conftest asks for, is left out: --html FILE writes one of the whole run.`,
      );
    }
    const paths = new Set(this.#parts.map(({ path }) => path));
    let result = exitCode;
    for (const path of paths) {
      const parts = this.#parts.filter((part) => part.path === path).sort(byFile);
      const problem = await this.#write(path, parts);
      if (problem === undefined) continue;
      this.warn(`${path} could not be written: ${problem}`);
      result = EXIT_CODE.internalError;
    }
    return result;
  }

  dispose(): Promise<void> {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  /** The attempt's folder is about to go. */
  #keep(file: SessionFile, { file: { path }, attempt }: AttemptTarget): void {
    const { kind } = file;
    if (kind === 'html') {
      this.#pages.add(file.path);
      return;
    }
    if (!existsSync(file.part)) return;
    this.#folder ??= mkdtempSync(join(tmpdir(), 'steadfast-session-files-'));
    const part = join(this.#folder, String(this.#parts.length));
    copyFileSync(file.part, part);
    this.#parts.push({ ...file, kind, part, file: path, attempt });
  }

  /** Gives the reason when it could not be written. */
  async #write(path: string, parts: readonly KeptPart[]): Promise<string | undefined> {
    const [first] = parts;
    if (first === undefined) return undefined;
    try {
      const texts = parts.map(({ part }) => readFileSync(part, 'utf8')).filter((text) => text !== '');
      const before = first.append && existsSync(path) ? readFileSync(path, 'utf8') : '';
      mkdirSync(dirname(path), { recursive: true });
      const joined = texts.length === 0 ? '' : joinParts(first.kind, texts);
      const written = await writeReport(first.kind, path, before + joined);
      return written.kind === 'failed' ? written.message : undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

function byFile(a: KeptPart, b: KeptPart): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.attempt - b.attempt;
}
