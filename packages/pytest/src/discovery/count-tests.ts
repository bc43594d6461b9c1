import { readFileSync } from 'node:fs';
import type { PytestSettings } from '../configuration/pytest-settings.js';
import { countParameters } from './count-parameters.js';
import { fnmatch } from './python-fnmatch.js';
import { statements } from './python-statements.js';

/** The settings that name tests. */
export type TestNames = Pick<PytestSettings, 'pythonClasses' | 'pythonFunctions'>;

/**
 * Counts the tests of a Python file from its text: functions and methods by their names, inherited within the file, times the
 * literal lists of `parametrize`. An estimate, good enough to tell a large file from a small one; 0 for a file that cannot be
 * read or is no Python.
 */
export function countTestsOfFile(path: string, names: TestNames): number {
  try {
    // Everything that counts is ASCII, and this decoding is the fastest.
    return path.endsWith('.py') ? countTests(readFileSync(path, 'latin1'), names) : 0;
  } catch {
    return 0;
  }
}

/** Counts the tests in the text of a Python file, see {@link countTestsOfFile}. */
export function countTests(text: string, names: TestNames): number {
  const classes = new Map<string, ClassTests>();
  const scopes: Scope[] = [];
  let count = 0;
  let factor = 1;
  for (const { indent, kind, name, bases, end } of statements(text)) {
    if (kind === 'decorator') {
      if (name.endsWith('parametrize')) factor *= countParameters(text, end);
      continue;
    }
    while ((scopes.at(-1)?.indent ?? -1) >= indent) scopes.pop();
    const scope = scopes.at(-1);
    if (kind === 'class') {
      const tests: ClassTests = { own: new Map(), bases, factor };
      if (scope === undefined || scope.tests) classes.set(name, tests);
      scopes.push({ indent, tests });
    } else if (kind === 'def') {
      if (scope === undefined && matches(name, names.pythonFunctions)) count += factor;
      if (scope?.tests && matches(name, names.pythonFunctions)) scope.tests.own.set(name, factor);
      scopes.push({ indent, tests: undefined });
    }
    factor = 1;
  }
  for (const [name, { bases, factor }] of classes) {
    if (!isTestClass(name, bases, names)) continue;
    for (const tests of methodsOf(name, classes).values()) count += factor * tests;
  }
  return count;
}

/** What a class holds that may be tests. */
interface ClassTests {
  /** How many tests each method makes. */
  readonly own: Map<string, number>;
  readonly bases: readonly string[];
  /** Of the class's own decorators. */
  readonly factor: number;
}

interface Scope {
  readonly indent: number;
  /** Absent in a function: what is defined there is no test. */
  readonly tests: ClassTests | undefined;
}

/** The methods of a class, with those of its bases in the same file that it does not replace. */
function methodsOf(
  name: string,
  classes: ReadonlyMap<string, ClassTests>,
  derived: readonly string[] = [],
): ReadonlyMap<string, number> {
  const tests = classes.get(name);
  // Text may say what Python would refuse: a class that is its own base.
  if (!tests || derived.includes(name)) return new Map();
  const { own, bases } = tests;
  if (bases.length === 0) return own;
  return new Map([...bases.flatMap((base) => [...methodsOf(base, classes, [...derived, name])]), ...own]);
}

function isTestClass(name: string, bases: readonly string[], { pythonClasses }: TestNames): boolean {
  return matches(name, pythonClasses) || bases.some((base) => base.endsWith('TestCase'));
}

/** As pytest has it: a beginning, or a pattern. */
function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some(
    (pattern) => name.startsWith(pattern) || (/[*?[]/.test(pattern) && fnmatch(name, pattern)),
  );
}
