import type { AttemptRequest } from '@steadfast/core';
import type { PytestProject } from './launcher.js';

/** What pytest is started with, apart from what the attempt is to run. */
type CommonWords = Pick<PytestProject, 'runPaths' | 'pytestOptions'>;

/** The modules of the Python side that a pytest is started with. */
type EntryPoint = 'plugin' | 'zygote' | 'listing';

/**
 * The first words of every pytest's command line: the plugin; a cache folder of the attempt's own, because attempts
 * run at the same time and pytest's cache is not made for that; and the paths of the run, from which pytest finds root
 * directory, configuration and initial conftests of the run. pytest expands the variable itself, so that the words are the same
 * for all attempts. The Python side takes these words back (`disguise.py`).
 */
function ownWords(plugin: EntryPoint, { runPaths = [] }: CommonWords): readonly string[] {
  // Behind an option with one value, and before all others: none of them can take a path for its value.
  return [
    '-p',
    `steadfast_pytest.${plugin}`,
    '-o',
    'cache_dir=$STEADFAST_ATTEMPT_DIRECTORY/cache',
    ...runPaths,
  ];
}

/** The words after `python -m pytest`, the same for all attempts: what an attempt runs it is told by another way. */
export function pytestWords(plugin: EntryPoint, words: CommonWords): readonly string[] {
  return [...ownWords(plugin, words), ...words.pytestOptions];
}

/** How many of {@link pytestWords} are to be taken back. */
export function ownWordsEnvironment(words: CommonWords): Readonly<Record<string, string>> {
  return { STEADFAST_OWN_WORDS: String(ownWords('plugin', words).length) };
}

/** The variables that tell a new interpreter what to run. */
export function targetsEnvironment(targets: readonly string[]): Readonly<Record<string, string>> {
  return { STEADFAST_TARGETS: JSON.stringify(targets) };
}

/** What an attempt asks pytest to run. A name that begins with a dash is no option. */
export function attemptTargets({ file, selection }: AttemptRequest): readonly string[] {
  const targets = selection.length > 0 ? selection.map((id) => addressOf(id, file.path)) : [file.path];
  return targets.map((target) => (target.startsWith('-') ? `./${target}` : target));
}

/** pytest's ids have a slash for a backslash in a file's name, and it would not find that file. */
function addressOf(id: string, path: string): string {
  const separator = id.indexOf('::');
  return separator < 0 || id.startsWith(path) ? id : path + id.slice(separator);
}
