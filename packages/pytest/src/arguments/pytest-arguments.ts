import { resolve } from 'node:path';
import { kindOf } from '../discovery/path-kind.js';
import { UsageError } from '../usage-error.js';
import { pytestVocabulary } from './pytest-vocabulary.js';
import { type OptionToken, pathOfNodeId, scanWords, type Token } from './scan-words.js';
import { shellSplit } from './shell-split.js';

/** Where an option of pytest was given. */
export type ArgumentOrigin = 'addopts' | 'PYTEST_ADDOPTS' | 'command line';

/** One option of pytest. */
export interface PytestOption {
  /** With its dashes, and always in the same spelling: `--junitxml` also for `--junit-xml`, `--exitfirst` for `-x`. */
  readonly name: string;
  readonly value?: string;
  /** As it was written. */
  readonly words: readonly string[];
  readonly origin: ArgumentOrigin;
}

/** What pytest was told to do, in the order in which pytest reads it. */
export interface PytestArguments {
  readonly options: readonly PytestOption[];
  /** Paths and node ids, as they were written. */
  readonly paths: readonly string[];
}

export const NO_ARGUMENTS: PytestArguments = { options: [], paths: [] };

/** Makes pytest's arguments of the tokens that are pytest's. */
export function pytestArgumentsOf(tokens: readonly Token[], origin: ArgumentOrigin): PytestArguments {
  const options = tokens.filter(
    (token): token is OptionToken => token.kind === 'option' && token.owner === 'pytest',
  );
  return {
    options: options.map(({ name, value, words }) => ({
      name,
      ...(value === undefined ? {} : { value }),
      words,
      origin,
    })),
    paths: tokens.flatMap((token) => (token.kind === 'path' ? [token.word] : [])),
  };
}

/**
 * Reads the words after `pytest` on a command line.
 *
 * @param directory Absolute path of the folder to which paths are relative.
 */
export function readArguments(words: readonly string[], directory: string): PytestArguments {
  const namesPath = (word: string): boolean => kindOf(resolve(directory, pathOfNodeId(word))) !== 'absent';
  return pytestArgumentsOf(scanWords(words, { pytest: pytestVocabulary, namesPath }), 'command line');
}

/**
 * Reads arguments that pytest adds by itself: `addopts` of its configuration, or the environment's `PYTEST_ADDOPTS`.
 *
 * @param where Names the place in an error.
 * @throws {UsageError} when a quotation has no end.
 */
export function readAddedArguments(
  text: string | readonly string[],
  origin: ArgumentOrigin,
  where: string,
  namesPath: (word: string) => boolean,
): PytestArguments {
  const words = typeof text === 'string' ? split(text, where) : text;
  return pytestArgumentsOf(scanWords(words, { pytest: pytestVocabulary, namesPath }), origin);
}

function split(text: string, where: string): readonly string[] {
  try {
    return shellSplit(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${where}: ${reason}: ${text}`, { cause: error });
  }
}

/** Puts arguments behind each other; pytest reads `addopts` first, then `PYTEST_ADDOPTS`, then the command line. */
export function joinArguments(...parts: readonly PytestArguments[]): PytestArguments {
  return {
    options: parts.flatMap(({ options }) => options),
    paths: parts.flatMap(({ paths }) => paths),
  };
}

/** The value of an option of which the last one counts. */
export function lastValue({ options }: PytestArguments, name: string): string | undefined {
  return options.findLast((option) => option.name === name)?.value;
}

/** The values of an option that may be given several times. */
export function allValues({ options }: PytestArguments, name: string): readonly string[] {
  return options.flatMap((option) =>
    option.name === name && option.value !== undefined ? [option.value] : [],
  );
}

/** Whether an option was given at all. */
export function isGiven({ options }: PytestArguments, name: string): boolean {
  return options.some((option) => option.name === name);
}
