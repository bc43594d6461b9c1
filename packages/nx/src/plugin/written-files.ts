import type { DeclaredOptions } from './declared-options.js';

/** Options of the target whose value is a file that a run writes. */
export const REPORT_OPTIONS = ['junitxml', 'record', 'events', 'html'] as const;

/** The same as words, with those of pytest's plugins. */
const REPORT_FLAGS = [
  ...REPORT_OPTIONS.map((name) => `--${name}`),
  ...['--junit-xml', '--report-log', '--json-report-file', '--resultlog', '--csv'],
];

/** What `--cov-report=KIND` writes unless it is told where. */
const COVERAGE_REPORTS: Readonly<Record<string, string>> = {
  xml: 'coverage.xml',
  json: 'coverage.json',
  lcov: 'coverage.lcov',
  html: 'htmlcov',
};

/**
 * The files and folders that a run writes on purpose: reports and coverage, as options of the target and words for pytest
 * name them, relative to the project.
 */
export function reportsOf(options: DeclaredOptions, addedArguments: readonly string[]): readonly string[] {
  const words = [...addedArguments, ...textsOf(options['args'])];
  const named = REPORT_OPTIONS.flatMap((name) => textsOf(options[name]));
  return [...new Set([...named, ...namedByWords(words), ...coverageFiles(words)])].filter(isInProject);
}

function namedByWords(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const flag = REPORT_FLAGS.find((name) => word === name || word.startsWith(`${name}=`));
    if (flag === undefined) return [];
    const value = word === flag ? words[index + 1] : word.slice(flag.length + 1);
    return value === undefined || value === '' || value === '-' ? [] : [value];
  });
}

function coverageFiles(words: readonly string[]): readonly string[] {
  if (!words.some((word) => word === '--cov' || word.startsWith('--cov='))) return [];
  const reports = words.flatMap((word, index) => {
    if (!word.startsWith('--cov-report')) return [];
    const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : (words[index + 1] ?? '');
    const [kind = '', path] = value.split(':', 2);
    return path ?? COVERAGE_REPORTS[kind] ?? [];
  });
  return ['.coverage', ...reports];
}

/** A path outside of the project can be neither input nor output of it. */
function isInProject(path: string): boolean {
  return !/^([/\\]|[A-Za-z]:|\.\.([/\\]|$))/.test(path);
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
