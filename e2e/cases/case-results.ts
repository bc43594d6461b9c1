import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJunit } from '../harness/junit.js';
import { copyProject, type Project } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { type CommandResult, steadfast } from '../harness/steadfast.js';

/** A small project that somebody's bug report about parallel pytest was about. */
export interface Case {
  readonly project: string;
  /** The words after `pytest`, and after `steadfast`. */
  readonly words: readonly string[];
  readonly python?: string | undefined;
}

/** What can be compared: each test by class name and name, with its outcome. */
export interface CaseResult {
  readonly exitCode: number | undefined;
  readonly tests: readonly string[];
}

export async function withPytest({ project, words, python }: Case): Promise<CaseResult> {
  using copy = caseProject(project);
  const { exitCode } = await pytest([...words, '--junitxml=junit.xml'], copy.root, python);
  return { exitCode, tests: testsOf(copy) };
}

export async function withSteadfast(
  { project, words, python }: Case,
  isolation: 'auto' | 'spawn',
): Promise<CaseResult & { readonly run: CommandResult }> {
  using copy = caseProject(project);
  const interpreter = python === undefined ? [] : ['--python', python];
  const run = await steadfast([...words, '--junitxml=junit.xml', '-j', '2', ...interpreter], {
    cwd: copy.root,
    isolation,
  });
  return { exitCode: run.exitCode, tests: testsOf(copy), run };
}

/** A copy of a case's project, in a temporary folder. */
export function caseProject(name: string): Project {
  return copyProject(join(import.meta.dirname, 'projects', name));
}

function testsOf(project: Project): readonly string[] {
  const path = project.path('junit.xml');
  if (!existsSync(path)) return [];
  return readJunit(path).map(({ classname, name, outcome }) => `${classname}::${name} ${outcome}`);
}
