import { isForAttempts, type PytestArguments, selectsTheRun } from '@steadfast/pytest';
import type { OptionName } from '../../options/option-table.js';
import type { GivenOption } from '../../options/read-options.js';
import type { RerunWords } from '../../terminal/rerun-command.js';
import { rowOf } from '../../options/option-table.js';
import { spellingOf } from '../../options/steadfast-vocabulary.js';
import { invocationOf } from '../invocation.js';
import type { CommandContext } from '../command-context.js';

/** What is of no use, or does harm, when a part of the run runs again: how much of it runs, and what is made of its results. */
const OF_THE_WHOLE_RUN: ReadonlySet<OptionName> = new Set<OptionName>([
  ...(['jobs', 'maxfail', 'maxRetriedFiles', 'shard', 'plan', 'durationsFile'] as const),
  ...(['progress', 'failureOutput', 'junitxml', 'record', 'events', 'html', 'github'] as const),
]);

/** The words of this run for commands that run a part of it again, as a person would type them here. */
export function rerunWords(
  own: readonly GivenOption[],
  given: PytestArguments,
  { environment }: CommandContext,
): RerunWords {
  return {
    prefix: invocationOf(environment).rerun,
    options: [
      ...own.filter(({ option }) => !OF_THE_WHOLE_RUN.has(option)).flatMap(wordsOf),
      ...given.options
        .filter((option) => isForAttempts(option) && !selectsTheRun(option.name))
        .flatMap(({ words }) => words),
    ],
    paths: given.paths,
  };
}

function wordsOf({ option, value, spelling }: GivenOption): readonly string[] {
  const isFlag = rowOf(option).type.placeholder === undefined || spellingOf(spelling)?.value !== undefined;
  return isFlag || value === undefined ? [spelling] : [spelling, value];
}
