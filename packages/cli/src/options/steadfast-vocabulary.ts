import type { OptionSyntax, Vocabulary } from '@steadfast/pytest';
import { longName, OPTION_NAMES, type OptionName, rowOf } from './option-table.js';

/** What a spelling on the command line says: the option, and its value where the spelling implies one. */
export interface Spelling {
  readonly option: OptionName;
  readonly value?: string;
}

const SPELLINGS: ReadonlyMap<string, Spelling> = new Map(
  OPTION_NAMES.flatMap((option) => {
    const { short, aliases = [], shorthand } = rowOf(option);
    const plain = [`--${longName(option)}`, ...aliases.map((alias) => `--${alias}`)];
    if (short !== undefined) plain.push(`-${short}`);
    return [
      ...plain.map((spelling) => [spelling, { option }] as const),
      ...(shorthand?.spellings ?? []).map(
        (spelling) => [spelling, { option, value: shorthand?.value ?? '' }] as const,
      ),
    ];
  }),
);

/** The option that a spelling stands for, dashes included. */
export function spellingOf(written: string): Spelling | undefined {
  return SPELLINGS.get(written);
}

/** All spellings of Steadfast's options, dashes included. */
export function allSpellings(): readonly string[] {
  return [...SPELLINGS.keys()];
}

/** Steadfast's options for splitting a command line; each spelling stands for itself. */
export const steadfastVocabulary: Vocabulary = (written, value = '') => {
  const spelling = spellingOf(written);
  if (!spelling || rowOf(spelling.option).onlyWith?.test(value) === false) return undefined;
  const takesValue = spelling.value === undefined && rowOf(spelling.option).type.placeholder !== undefined;
  return { name: written, arity: takesValue ? 'value' : 'flag' } satisfies OptionSyntax;
};
