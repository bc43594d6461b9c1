import { posix } from 'node:path';

/** Options of a target. */
export interface ConvertedOptions {
  readonly jobs?: number;
  readonly retries?: number;
  readonly junitxml?: string;
  readonly args?: readonly string[];
}

export type ConvertedWords =
  | { readonly kind: 'converted'; readonly options: ConvertedOptions }
  | { readonly kind: 'kept'; readonly reason: string };

/** Options that Steadfast has another word for, or no use for: a value comes with `=`, or as the next word. */
const TRANSLATED: Readonly<Record<string, (value: string) => Partial<ConvertedOptions>>> = {
  '-n': jobsOf,
  '--numprocesses': jobsOf,
  '--dist': () => ({}),
  '--maxprocesses': jobsOf,
  '--reruns': (value) => ({ retries: Number(value) }),
  '--reruns-delay': () => ({}),
  '--junitxml': (junitxml) => ({ junitxml }),
  '--junit-xml': (junitxml) => ({ junitxml }),
};

/** Options of plugins that share a process or start their own, which Steadfast does. */
const DROPPED = ['--forked'];

/** Options that mean something else in another folder. */
const PLACES = ['-c', '--config-file', '--rootdir', '--confcutdir', '--basetemp', '--cov-config'];

/**
 * Makes options of a target from the words behind `pytest`.
 *
 * @param away The project, relative to the folder where the command runs: `''` when it is the same.
 */
export function convertWords(words: readonly string[], away: string): ConvertedWords {
  const args: string[] = [];
  let options: ConvertedOptions = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const { name, value } = splitWord(word);
    const translate = TRANSLATED[name];
    if (translate !== undefined) {
      const text = value ?? words[++index];
      if (text === undefined) return { kind: 'kept', reason: `has ${name} without a value` };
      options = { ...options, ...inProject(translate(text), away) };
    } else if (away !== '' && PLACES.includes(name)) {
      return { kind: 'kept', reason: `has ${name}, which means something else in the project` };
    } else if (!DROPPED.includes(word)) {
      const path = away === '' ? word : pathInProject(word, away);
      if (path !== undefined) args.push(path);
    }
  }
  return { kind: 'converted', options: { ...options, ...(args.length > 0 && { args }) } };
}

function splitWord(word: string): { readonly name: string; readonly value?: string } {
  const short = /^(-n)(.+)$/.exec(word);
  if (short !== null) return { name: '-n', value: short[2] ?? '' };
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** As many as there are CPUs is what Steadfast takes by itself. */
function jobsOf(value: string): Partial<ConvertedOptions> {
  const jobs = Number(value);
  return Number.isInteger(jobs) ? { jobs: Math.max(1, jobs) } : {};
}

function inProject(options: Partial<ConvertedOptions>, away: string): Partial<ConvertedOptions> {
  const { junitxml } = options;
  return junitxml === undefined || away === '' ? options : { junitxml: posix.relative(away, junitxml) };
}

/** A word as it is written in the project; `undefined` for the project itself, which pytest takes without being told. */
function pathInProject(word: string, away: string): string | undefined {
  const [, flag = '', path = word] = /^(--?[\w-]+=)(.*)$/.exec(word) ?? [];
  const normal = path.replace(/^\.\//, '').replace(/\/$/, '');
  if (normal === away) return flag === '' ? undefined : `${flag}.`;
  return normal.startsWith(`${away}/`) ? `${flag}${path.replace(/^\.\//, '').slice(away.length + 1)}` : word;
}
