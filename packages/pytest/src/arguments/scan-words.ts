import type { OptionSyntax, Vocabulary } from './option-syntax.js';

/** Whose option it is. */
export type OptionOwner = 'steadfast' | 'pytest';

/** One option of a command line. */
export interface OptionToken {
  readonly kind: 'option';
  readonly owner: OptionOwner;
  /** The spelling that stands for all others, dashes included: `--maxfail`, `-k`. */
  readonly name: string;
  readonly value?: string;
  /** The option as it was written, for passing on. */
  readonly words: readonly string[];
  /** Whether it is in a vocabulary; that the next word is the value of an unknown option is a guess. */
  readonly known: boolean;
}

/** A path or a node id. */
export interface PathToken {
  readonly kind: 'path';
  readonly word: string;
}

export type Token = OptionToken | PathToken;

export interface ScanContext {
  /** Asked first, until `--`; absent for texts that are pytest's alone. */
  readonly steadfast?: Vocabulary;
  readonly pytest: Vocabulary;
  /** Whether a word names something that is there; decides what an option that nobody knows may take as its value. */
  readonly namesPath: (word: string) => boolean;
}

/**
 * Splits words into options with their values, and paths. Nothing is lost, and nothing changes its order. Until `--` both
 * vocabularies count, then pytest's alone; after another `--` all words are paths, as everywhere.
 */
export function scanWords(words: readonly string[], context: ScanContext): readonly Token[] {
  const scanner = new Scanner(words, context);
  return scanner.scan();
}

/** The part of a node id that names the file. */
export function pathOfNodeId(word: string): string {
  return word.split('::', 1)[0] ?? word;
}

class Scanner {
  readonly #tokens: Token[] = [];
  #at = 0;
  #section: 'both' | 'pytest' | 'paths';

  constructor(
    private readonly words: readonly string[],
    private readonly context: ScanContext,
  ) {
    this.#section = context.steadfast ? 'both' : 'pytest';
  }

  scan(): readonly Token[] {
    for (let word = this.#take(); word !== undefined; word = this.#take()) {
      if (this.#section === 'paths') this.#tokens.push({ kind: 'path', word });
      else if (word === '--') this.#section = this.#section === 'both' ? 'pytest' : 'paths';
      else if (word.startsWith('--')) this.#long(word);
      else if (word.startsWith('-') && word !== '-') this.#short(word);
      else this.#tokens.push({ kind: 'path', word });
    }
    return this.#tokens;
  }

  #take(): string | undefined {
    return this.words[this.#at++];
  }

  #long(word: string): void {
    const equals = word.indexOf('=');
    const spelling = equals < 0 ? word : word.slice(0, equals);
    const found = this.#find(spelling, equals < 0 ? this.words[this.#at] : word.slice(equals + 1));
    if (equals >= 0) this.#push(found, spelling, word.slice(equals + 1), [word]);
    else this.#withNextWord(found, spelling, [word]);
  }

  /** Short options, alone (`-k expr`), joined to a value (`-n4`) or to each other (`-xvs`). */
  #short(word: string): void {
    const spelling = word.slice(0, 2);
    const rest = word.slice(2);
    const found = this.#find(spelling);
    if (rest === '') {
      this.#withNextWord(found, spelling, [word]);
    } else if (found === undefined) {
      this.#push(found, word, undefined, [word]);
    } else if (found.syntax.arity === 'flag') {
      this.#push(found, spelling, undefined, [spelling]);
      this.#short(`-${rest}`);
    } else {
      this.#push(found, spelling, rest.replace(/^=/, ''), [word]);
    }
  }

  #withNextWord(found: Found | undefined, spelling: string, written: readonly string[]): void {
    const next = this.words[this.#at];
    if (next !== undefined && this.#takesNext(found, next)) {
      this.#at++;
      this.#push(found, spelling, next, [...written, next]);
    } else {
      this.#push(found, spelling, undefined, written);
    }
  }

  #takesNext(found: Found | undefined, next: string): boolean {
    const looksLikeOption = next.startsWith('-') && next !== '-';
    switch (found?.syntax.arity) {
      case 'flag':
        return false;
      case 'value':
        // pytest says itself what it thinks of `-k -x`; ours must not swallow an option.
        return next !== '--' && !(found.owner === 'steadfast' && looksLikeOption && !/^-\d/.test(next));
      case 'optional-value':
        return !looksLikeOption;
      case undefined:
        return !looksLikeOption && !this.#looksLikePath(next);
    }
  }

  #looksLikePath(word: string): boolean {
    return word.includes('::') || pathOfNodeId(word).endsWith('.py') || this.context.namesPath(word);
  }

  #push(
    found: Found | undefined,
    spelling: string,
    value: string | undefined,
    words: readonly string[],
  ): void {
    this.#tokens.push({
      kind: 'option',
      owner: found?.owner ?? 'pytest',
      name: found?.syntax.name ?? spelling,
      ...(value === undefined ? {} : { value }),
      words,
      known: found !== undefined,
    });
  }

  #find(spelling: string, value?: string): Found | undefined {
    const ours = this.#section === 'both' ? this.context.steadfast?.(spelling, value) : undefined;
    if (ours) return { owner: 'steadfast', syntax: ours };
    const theirs = this.context.pytest(spelling);
    return theirs && { owner: 'pytest', syntax: theirs };
  }
}

interface Found {
  readonly owner: OptionOwner;
  readonly syntax: OptionSyntax;
}
