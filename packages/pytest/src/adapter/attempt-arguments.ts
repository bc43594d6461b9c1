import type { AttemptRequest } from '@steadfast/core';

/**
 * The first words of every pytest's command line: the plugin, and a cache folder of the attempt's own, because attempts
 * run at the same time and pytest's cache is not made for that. pytest expands the variable itself, so that the words
 * are the same for all attempts. The Python side takes exactly these four words back (`disguise.py`).
 */
export function ownWords(plugin: 'plugin' | 'zygote'): readonly string[] {
  return ['-p', `steadfast_pytest.${plugin}`, '-o', 'cache_dir=$STEADFAST_ATTEMPT_DIRECTORY/cache'];
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
