import { isForAttempts, shellWord } from '@steadfast/pytest';
import type { OptionName, OptionValues } from '../../options/option-table.js';
import type { CommandContext } from '../command-context.js';
import { invocationOf } from '../invocation.js';
import type { ProjectRequest } from '../read-project.js';

/** Options of Steadfast with which a test may end otherwise than without. */
const REPEATED: readonly (readonly [OptionName, string])[] = [
  ['python', '--python'],
  ['isolation', '--isolation'],
  ['preload', '--preload'],
];

/** Options of pytest that choose among all tests: whoever names one has chosen. */
const CHOOSING: ReadonlySet<string> = new Set([
  '--last-failed',
  '--failed-first',
  '--new-first',
  '--last-failed-no-failures',
]);

/**
 * The words before the name of a test in a command that runs it again as it ran: how the command was called, and the options
 * that it had on its command line. Those of the environment and of configuration files are there again by themselves.
 */
export function rerunCommand(
  { options, origins, given }: Pick<ProjectRequest, 'options' | 'origins' | 'given'>,
  { environment }: Pick<CommandContext, 'environment'>,
): string {
  const own = REPEATED.flatMap(([name, spelling]) =>
    origins.get(name)?.startsWith('-') === true ? [spelling, valueOf(options, name)] : [],
  );
  const theirs = given.options.filter((option) => isForAttempts(option) && !CHOOSING.has(option.name));
  const words = [...own, ...theirs.flatMap((option) => option.words)];
  return [invocationOf(environment).rerun, ...words.map((word) => shellWord(word))].join(' ');
}

function valueOf(options: OptionValues, name: OptionName): string {
  const value = options[name];
  return Array.isArray(value) ? value.join(',') : String(value);
}
