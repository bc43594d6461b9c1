import { posix } from 'node:path';
import { unquoted, wordsOf } from './shell-words.js';
import { type ConvertedOptions, convertWords } from './convert-words.js';

/** A command as a target runs it. */
export interface ShellCommand {
  readonly command: string;
  /** Where it runs, relative to the workspace. */
  readonly cwd: string;
}

/** What a command becomes. */
export type ReadCommand =
  | { readonly kind: 'pytest'; readonly options: ConvertedOptions }
  /** It has nothing to do with pytest. */
  | { readonly kind: 'other' }
  /** It runs pytest in a way that the executor cannot. */
  | { readonly kind: 'kept'; readonly reason: string };

/** What starts a program in a project's environment; Steadfast finds the environment itself. */
const LAUNCHERS = /^(?:(?:uv|poetry|pdm|pipenv|rye) run (?:--(?:frozen|locked|no-sync|active) )*)?/;
const PYTEST = /^(?:python[\d.]* -m (?:pytest|py\.test)|pytest|py\.test)(?= |$)/;
const CHANGE_FOLDER = /^cd (\S+) && /;

/**
 * Reads a command that may run pytest.
 *
 * @param root Folder of the project, relative to the workspace.
 */
export function readCommand({ command, cwd }: ShellCommand, root: string): ReadCommand {
  const [change = '', to = '.'] = CHANGE_FOLDER.exec(command) ?? [];
  const text = command.slice(change.length).trim().replace(/\s+/g, ' ');
  const program = text.replace(LAUNCHERS, '');
  if (!PYTEST.test(program)) {
    return /\bpytest\b/.test(command) ? kept('does more than run pytest') : { kind: 'other' };
  }
  if (/[;&|<>`$*?()\\~]/.test(unquoted(program))) return kept('needs a shell');
  const folder = posix.join(cwd, to);
  const away = posix.relative(folder, root);
  if (away.startsWith('..')) return kept(`runs in ${folder}, which is not a folder above the project`);
  const words = convertWords(wordsOf(program.replace(PYTEST, '')), away);
  return words.kind === 'converted' ? { kind: 'pytest', options: words.options } : words;
}

function kept(reason: string): ReadCommand {
  return { kind: 'kept', reason };
}
