import { type Cancellation, EXIT_CODE, writeReport } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import { compareSuite, type SuiteComparison } from '../../compare/compare-suite.js';
import { explainDifferences, type ExplainedFile } from '../../compare/explain/explain-differences.js';
import { createLab } from '../../compare/explain/lab.js';
import { countTests } from '../../compare/seen-tests.js';
import { timeFacts } from '../../compare/time-facts.js';
import { wantsColor } from '../../terminal/color.js';
import { textStyle } from '../../terminal/text-style.js';
import type { ProjectRequest } from '../read-project.js';
import type { CommandContext } from '../command-context.js';
import { readSuite } from './read-suite.js';
import { markdownText, terminalText } from './text-document.js';
import { tryReport } from './try-report.js';
import { notify } from '../notify.js';

/** `steadfast try`: runs the suite with pytest and twice with Steadfast, and explains every test that differs. */
export async function tryCommand(
  request: ProjectRequest,
  context: CommandContext,
  cancellation: Cancellation,
): Promise<number> {
  const { options, given } = request;
  const { suite, rootDirectory, jobs, plugins } = await readSuite(request, context, cancellation.stopping);
  if (options.against === 'xdist' && !('pytest-xdist' in plugins))
    throw new UsageError('--against xdist needs pytest-xdist, which is not installed in this environment');
  const tell = (what: string): void => {
    notify(context, what);
  };
  try {
    const plan = { against: options.against, words: given.paths, rootDirectory, jobs, tell };
    const comparison = await compareSuite(suite, plan);
    const [, second] = comparison.steadfast;
    if (second.record === undefined) {
      notify(context, `a run left no record:\n${second.output ?? ''}`);
      return second.exitCode ?? EXIT_CODE.internalError;
    }
    const explained = await explainDifferences(
      comparison,
      suite.files,
      createLab(suite, rootDirectory),
      tell,
    );
    const times = timeFacts(comparison);
    const report = tryReport({ comparison, explained, times, files: suite.files.length, jobs });
    const style = textStyle(wantsColor(context.stdout, context.environment));
    context.stdout.write(terminalText(report, style));
    const isWritten = await writeMarkdown(options.markdown, markdownText(report), context);
    return isWritten ? exitCodeOf(comparison, explained) : EXIT_CODE.internalError;
  } catch (error) {
    if (!cancellation.stopping.aborted) throw error;
    tell('interrupted; nothing was concluded');
    return EXIT_CODE.interrupted;
  }
}

async function writeMarkdown(
  path: string | undefined,
  text: string,
  context: CommandContext,
): Promise<boolean> {
  if (path === undefined) return true;
  const result = await writeReport('markdown', path, text);
  if (result.kind === 'failed') notify(context, `${path} could not be written: ${result.message}`);
  return result.kind !== 'failed';
}

/** What pytest doesn't say twice either is no difference. */
function exitCodeOf({ steadfast }: SuiteComparison, explained: readonly ExplainedFile[]): number {
  if (countTests(steadfast[1].tests) === 0) return EXIT_CODE.noTests;
  const isSame = explained.every(({ explanation }) => explanation.kind === 'unsteady');
  return isSame ? EXIT_CODE.passed : EXIT_CODE.failed;
}
