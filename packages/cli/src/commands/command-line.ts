import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  kindOf,
  type OptionToken,
  pathOfNodeId,
  type PytestArguments,
  pytestArgumentsOf,
  pytestVocabulary,
  scanWords,
  UsageError,
} from '@steadfast/pytest';
import { COMMANDS, type Command } from '../options/option-row.js';
import { rowOf } from '../options/option-table.js';
import type { GivenOption } from '../options/read-options.js';
import { allSpellings, spellingOf, steadfastVocabulary } from '../options/steadfast-vocabulary.js';
import { nearestName, suggestion } from '../options/suggestion.js';

/** A command line, told apart. */
export interface CommandLine {
  readonly command: Command;
  /** Steadfast's own options, in order. */
  readonly options: readonly GivenOption[];
  /** Everything that is pytest's: options, paths and node ids. For `merge` and `report` the paths are records. */
  readonly pytest: PytestArguments;
  /** Guesses that were made, for when something goes wrong. */
  readonly notices: readonly string[];
}

/**
 * Tells the words of a command line apart: the subcommand, if the first word is one; Steadfast's options; and what is
 * pytest's, which is all that Steadfast does not know, and all after `--`. Whether an option that nobody knows takes the next
 * word is guessed: it does unless that word is an option, a node id, a `.py` file or something that exists.
 *
 * @param directory Absolute path of the folder to which paths are relative.
 * @throws {UsageError} for an option that the subcommand does not have.
 */
export function parseCommandLine(words: readonly string[], directory: string): CommandLine {
  const [command, rest] = splitCommand(words, directory);
  const tokens = scanWords(expandFiles(rest, directory), {
    steadfast: steadfastVocabulary,
    pytest: pytestVocabulary,
    namesPath: (word) => kindOf(resolve(directory, pathOfNodeId(word))) !== 'absent',
  });
  const options = tokens.filter((token): token is OptionToken => token.kind === 'option');
  const own = options.filter(({ owner }) => owner === 'steadfast').map(givenOption);
  for (const { option, spelling } of own) {
    if (!rowOf(option).commands.includes(command)) {
      throw new UsageError(`${spelling} is not an option of steadfast ${command}`);
    }
  }
  const pytest = pytestArgumentsOf(tokens, 'command line');
  const [stray] = pytest.options;
  if ((command === 'merge' || command === 'report') && stray) {
    throw new UsageError(
      `${stray.name} is not an option of steadfast ${command}${suggestion(stray.name, allSpellings())}`,
    );
  }
  return { command, options: own, pytest, notices: options.flatMap(noticesOf) };
}

function splitCommand(words: readonly string[], directory: string): readonly [Command, readonly string[]] {
  // As with git and npm: `steadfast help plan`.
  if (words[0] === 'help' && kindOf(resolve(directory, 'help')) === 'absent') {
    return splitCommand([...words.slice(1), '--help'], directory);
  }
  const command = COMMANDS.find((name) => name === words[0]);
  return command === undefined ? ['run', words] : [command, words.slice(1)];
}

/** `@FILE` stands for the words of a file, one per line, as in pytest. A test file whose name begins so stays one. */
function expandFiles(words: readonly string[], directory: string): readonly string[] {
  return words.flatMap((word) => {
    if (!word.startsWith('@') || kindOf(resolve(directory, word)) !== 'absent') return [word];
    try {
      const lines = readFileSync(resolve(directory, word.slice(1)), 'utf8').split(/\r?\n/);
      return expandFiles(lines.at(-1) === '' ? lines.slice(0, -1) : lines, directory);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new UsageError(`${word}: the file with arguments cannot be read: ${reason}`, { cause: error });
    }
  });
}

function givenOption({ name, value }: OptionToken): GivenOption {
  const spelling = spellingOf(name);
  if (!spelling) throw new Error(`${name} is in no table`);
  const isFlag = rowOf(spelling.option).type.placeholder === undefined;
  return {
    option: spelling.option,
    value: spelling.value ?? value ?? (isFlag ? 'true' : undefined),
    spelling: name,
  };
}

function noticesOf({ name, value, words, known }: OptionToken): readonly string[] {
  if (known) return [];
  const near = nearestName(name, allSpellings());
  const meant = near === undefined ? [] : [`unknown option ${name}, passed to pytest; did you mean ${near}?`];
  if (value === undefined || words.length === 1) return meant;
  return [...meant, `${value} was taken as the value of ${name}; write ${name}=${value} to be sure`];
}
