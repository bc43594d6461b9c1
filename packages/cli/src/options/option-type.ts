import { resolve } from 'node:path';

/** The part of JSON Schema that describes an option's value. */
export interface ValueSchema {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array';
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly pattern?: string;
  readonly items?: ValueSchema;
  readonly oneOf?: readonly ValueSchema[];
}

/** How an option's value is written, and what it means. */
export interface OptionType<Value> {
  /** Stands for the value in help; absent for a flag, which has none. */
  readonly placeholder?: string;
  /** Stands for a value that may be left out, and has to follow `=` where it isn't. */
  readonly optionalPlaceholder?: string;
  /** Ends the sentence "The value must be ...". */
  readonly allowed: string;
  readonly schema: ValueSchema;
  /** Types of TOML values that may be written in place of a string. */
  readonly toml?: readonly ('number' | 'boolean')[];
  /** The value of a text; `undefined` when it is not allowed. Relative paths start at `base`. */
  parse(text: string, base: string): Value | undefined;
}

/** A whole number. */
export function integer(minimum: number): OptionType<number> {
  return {
    placeholder: 'N',
    allowed: `a whole number, ${String(minimum)} or more`,
    schema: { type: 'integer', minimum },
    toml: ['number'],
    parse: (text) => parseInteger(text, minimum),
  };
}

/** A whole number, or a word that leaves the choice to Steadfast. */
export function integerOr<const Word extends string>(minimum: number, word: Word): OptionType<number | Word> {
  return {
    placeholder: `N|${word}`,
    allowed: `a whole number, ${String(minimum)} or more, or ${word}`,
    schema: { oneOf: [{ type: 'integer', minimum }, { enum: [word] }] },
    toml: ['number'],
    parse: (text) => (text === word ? word : parseInteger(text, minimum)),
  };
}

/** One of a few words. */
export function choice<const Word extends string>(...words: readonly Word[]): OptionType<Word> {
  return {
    placeholder: words.join('|'),
    allowed: `one of ${words.join(', ')}`,
    schema: { enum: words },
    parse: (text) => words.find((word) => word === text),
  };
}

/** So many of something, or such a part of it. */
export interface Share {
  readonly count?: number;
  /** From 0 to 1. */
  readonly fraction?: number;
}

/** A whole number, or a percentage. */
export function countOrPercent(): OptionType<Share> {
  return {
    placeholder: 'N|N%',
    allowed: 'a whole number, or a percentage up to 100%',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: String.raw`^\d+%?$` },
      ],
    },
    toml: ['number'],
    parse: (text) => {
      const value = parseInteger(text.replace(/%$/, ''), 0);
      if (value === undefined) return undefined;
      if (!text.endsWith('%')) return { count: value };
      return value <= 100 ? { fraction: value / 100 } : undefined;
    },
  };
}

/** A part, as a number from 0 up: `20%` is 0.2. */
export function percent(): OptionType<number> {
  return {
    placeholder: 'N%',
    allowed: 'a percentage, such as 20%',
    schema: { type: 'string', pattern: String.raw`^\d+%$` },
    parse: (text) => {
      const value = text.endsWith('%') ? parseInteger(text.slice(0, -1), 0) : undefined;
      return value === undefined ? undefined : value / 100;
    },
  };
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A duration, in milliseconds. It is written with its unit, since nobody agrees on what a bare number means. */
export function duration(minimumMs: 0 | 1): OptionType<number> {
  return {
    placeholder: 'DURATION',
    allowed: `a duration${minimumMs > 0 ? ' above zero' : ''} with its unit, such as 300s, 1.5s, 200ms or 5m`,
    schema: { type: 'string', pattern: String.raw`^\d+(\.\d+)?(ms|s|m|h)$` },
    parse: (text) => {
      const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
      if (!match) return undefined;
      const ms = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
      return ms >= minimumMs && Number.isFinite(ms) ? ms : undefined;
    },
  };
}

/** A file, made absolute. */
export function path(): OptionType<string> {
  return {
    placeholder: 'FILE',
    allowed: 'a path',
    schema: { type: 'string' },
    parse: (text, base) => (text === '' ? undefined : resolve(base, text)),
  };
}

/** One of a few words, or a folder, made absolute: a name alone is no folder, so that a slip is not taken for one. */
export function choiceOrFolder<const Word extends string>(...words: readonly Word[]): OptionType<string> {
  return {
    placeholder: `${words.join('|')}|FOLDER`,
    allowed: `one of ${words.join(', ')}, or a folder such as ./slots`,
    schema: { type: 'string' },
    parse: (text, base) => {
      if (words.some((word) => word === text)) return text;
      return /[\\/]/.test(text) ? resolve(base, text) : undefined;
    },
  };
}

/** A file, made absolute, or `-` for standard output. */
export function pathOrStdout(): OptionType<string> {
  return {
    ...path(),
    placeholder: 'FILE|-',
    allowed: 'a path, or - for standard output',
    parse: (text, base) => (text === '-' ? text : path().parse(text, base)),
  };
}

/** Any words, also none. */
export function text(placeholder: string, allowed: string): OptionType<string> {
  return { placeholder, allowed, schema: { type: 'string' }, parse: (value) => value };
}

/** A program: a path made absolute, or a name that is looked for on the PATH. */
export function program(): OptionType<string> {
  return {
    placeholder: 'FILE',
    allowed: 'a path, or the name of a program on the PATH',
    schema: { type: 'string' },
    parse: (text, base) => (text === '' || !/[/\\]/.test(text) ? text || undefined : resolve(base, text)),
  };
}

/** Names of Python modules with commas between them, or a word that leaves the choice to Steadfast. */
export function modulesOr<const Word extends string>(word: Word): OptionType<readonly string[] | Word> {
  return {
    placeholder: `MODULE,...|${word}`,
    allowed: `names of modules with commas between them, or ${word}`,
    schema: { type: 'string' },
    parse: (text) => {
      if (text === word) return word;
      const names = text.split(',').map((name) => name.trim());
      return names.every((name) => /^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(name)) ? names : undefined;
    },
  };
}

/** A part of a plan, 1-based; `ci` leaves both numbers to the CI service. */
export type ShardChoice = { readonly index: number; readonly total: number } | 'ci';

/** Which part of a plan. */
export function shard(): OptionType<ShardChoice> {
  return {
    placeholder: 'I/N|ci',
    allowed: 'a shard such as 1/4, up to 4/4, or ci',
    schema: { type: 'string', pattern: String.raw`^(\d+/\d+|ci)$` },
    parse: (text) => {
      if (text === 'ci') return text;
      const match = /^(\d+)\/(\d+)$/.exec(text);
      const [index, total] = [Number(match?.[1]), Number(match?.[2])];
      const exists = Number.isSafeInteger(total) && index >= 1 && index <= total;
      return match && exists ? { index, total } : undefined;
    },
  };
}

/** Something that is on or off. */
export function flag(): OptionType<boolean> {
  return {
    allowed: 'true or false',
    schema: { type: 'boolean' },
    toml: ['boolean'],
    parse: (text) => ({ true: true, 1: true, false: false, 0: false })[text],
  };
}

/** A commit; without a value, the one that is checked out. `false` takes back what the configuration says. */
export function commit(): OptionType<string | false> {
  return {
    optionalPlaceholder: 'REF',
    allowed: 'a branch, tag or commit',
    schema: { oneOf: [{ type: 'string' }, { type: 'boolean' }] },
    toml: ['boolean'],
    parse: (text) => {
      if (text === 'false') return false;
      if (text === 'true') return 'HEAD';
      return text === '' || text.startsWith('-') ? undefined : text;
    },
  };
}

function parseInteger(text: string, minimum: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum ? value : undefined;
}
