import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { ownWordsEnvironment, pytestWords, targetsEnvironment } from '../adapter/attempt-arguments.js';
import { withPythonSide } from '../adapter/attempt-environment.js';
import type { PytestProject } from '../adapter/launcher.js';

/** What pytest says when it is asked which files it collects. */
export type ListingAnswer =
  | { readonly kind: 'listed'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Asks pytest which files it would collect in folders. All hooks are asked, and no test module is imported.
 *
 * @param folders As they are written on a command line.
 */
export async function askPytest(project: PytestProject, folders: readonly string[]): Promise<ListingAnswer> {
  const temporary = await mkdtemp(join(tmpdir(), 'steadfast-listing-'));
  try {
    const answer = join(temporary, 'files.json');
    const { all, exitCode } = await execa(
      project.python,
      ['-m', 'pytest', ...pytestWords('listing', project), '--collect-only'],
      {
        cwd: project.root,
        env: {
          ...withPythonSide(project.environment),
          ...ownWordsEnvironment(project),
          ...targetsEnvironment(folders),
          STEADFAST_LISTING: answer,
          STEADFAST_ATTEMPT_DIRECTORY: temporary,
        },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        all: true,
      },
    );
    const text = await readFile(answer, 'utf8').catch(() => undefined);
    if (text === undefined)
      return { kind: 'refused', reason: lastLine(all) || `exit code ${String(exitCode)}` };
    return { kind: 'listed', files: filesOf(JSON.parse(text)) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function filesOf(answer: unknown): readonly string[] {
  const files: unknown =
    typeof answer === 'object' && answer !== null && 'files' in answer ? answer.files : [];
  return Array.isArray(files) ? files.filter((path) => typeof path === 'string') : [];
}

function lastLine(text: string): string {
  const lines = text.trimEnd().split('\n');
  return (lines.findLast((line) => /^(E\s|ERROR|\S*Error)/.test(line)) ?? lines.at(-1) ?? '').trim();
}
