import { basename, isAbsolute } from 'node:path';

const WINDOWS = process.platform === 'win32';

/** Whether a whole text matches a pattern, by the rules of Python's `fnmatch`: `*` also matches `/`. */
export function fnmatch(text: string, pattern: string): boolean {
  return compile(pattern).test(normalCase(text));
}

/**
 * Whether a path matches a pattern as pytest has it: a pattern without separator is for the name alone, one with a
 * separator for the whole path, of which a relative pattern matches the end.
 */
export function pathMatches(path: string, pattern: string): boolean {
  const wanted = normalCase(pattern);
  if (!wanted.includes('/')) return fnmatch(basename(path), wanted);
  return fnmatch(path, isAbsolute(path) && !isAbsolute(pattern) ? `*/${wanted}` : wanted);
}

/** On Windows case does not matter and both slashes mean the same. */
function normalCase(text: string): string {
  return WINDOWS ? text.toLowerCase().replaceAll('\\', '/') : text;
}

const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^${translate(normalCase(pattern))}$`, 'su');
    compiled.set(pattern, expression);
  }
  return expression;
}

function translate(pattern: string): string {
  return pattern.replace(/\*+|\?|\[(!?)(\][^\]]*|[^\]]+)\]|./gsu, (part, negation: string, set?: string) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (set !== undefined) return characterSet(negation === '!', set);
    return escape(part);
  });
}

/** A set of characters; ranges that end before they begin are empty in Python, and an error in JavaScript. */
function characterSet(negated: boolean, set: string): string {
  const members = set.replace(/(.)-(.)|./gsu, (member, from?: string, to?: string) => {
    if (from === undefined || to === undefined) return member === '-' ? '\\-' : escape(member);
    return from <= to ? `${escape(from)}-${escape(to)}` : '';
  });
  if (members === '') return negated ? '.' : '(?!)';
  return `[${negated ? '^' : ''}${members}]`;
}

function escape(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
