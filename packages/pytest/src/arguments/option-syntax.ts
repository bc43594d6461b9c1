/** What follows an option: nothing, a word in any case, or a word unless it looks like the next option. */
export type Arity = 'flag' | 'value' | 'optional-value';

/** How an option is written, as far as splitting a command line needs to know. */
export interface OptionSyntax {
  /** The spelling that stands for all others; with its dashes. */
  readonly name: string;
  readonly arity: Arity;
}

/** Finds an option by any of its spellings, dashes included; `value` is what may be its value. */
export type Vocabulary = (spelling: string, value?: string) => OptionSyntax | undefined;

/** Makes a vocabulary of rows of spellings, of which the first stands for all. */
export function vocabularyOf(
  rows: Readonly<Record<Arity, readonly (readonly [name: string, ...others: string[]])[]>>,
): Vocabulary {
  const bySpelling = new Map<string, OptionSyntax>();
  for (const arity of ['flag', 'value', 'optional-value'] as const) {
    for (const spellings of rows[arity]) {
      for (const spelling of spellings) bySpelling.set(spelling, { name: spellings[0], arity });
    }
  }
  return (spelling) => bySpelling.get(spelling);
}
