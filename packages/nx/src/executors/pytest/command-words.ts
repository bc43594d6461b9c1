import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ExecutorContext } from 'nx/src/devkit-exports.js';
import { EXECUTOR } from '../../plugin/executor-name.js';
import { reportOfFile } from '../../plugin/test-target.js';
import { knownOptions } from './known-options.js';
import { type TargetOptions, wordsOf } from './words.js';

const REPORTS = ['junitxml', 'record', 'events', 'html'];

/**
 * The words after `steadfast` that run the tests of a project: what is configured, what belongs to other projects, then what
 * was typed.
 *
 * @throws Error for an option that there is not
 */
export function commandWords(
  options: TargetOptions,
  typed: readonly string[],
  context: ExecutorContext,
): readonly string[] {
  const { testFile } = options;
  if (typeof testFile !== 'string') {
    return [...wordsOf(options, knownOptions()), ...othersBelow(context), ...typed];
  }
  return [...wordsOf(withOwnReports(options, testFile), knownOptions()), testFile, ...typed];
}

/** The targets of all test files would write the same report. */
function withOwnReports(options: TargetOptions, testFile: string): TargetOptions {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    REPORTS.includes(name) && typeof value === 'string' ? reportOfFile(value, testFile) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Projects in folders of this one run their tests themselves. */
function othersBelow({ root, projectName = '', projectsConfigurations }: ExecutorContext): readonly string[] {
  const { projects } = projectsConfigurations;
  const own = projects[projectName]?.root ?? '.';
  return Object.values(projects).flatMap((project) => {
    const below = posix.relative(own, project.root);
    if (below === '' || below.startsWith('..')) return [];
    const runsTests = Object.values(project.targets ?? {}).some(({ executor }) => executor === EXECUTOR);
    return runsTests && existsSync(join(root, project.root)) ? [`--ignore=${below}`] : [];
  });
}
