/** A value that an option of a target may have. */
type OptionValue = string | number | boolean | readonly (string | number)[];

/** Options of a target, from the project's configuration. */
export type TargetOptions = Readonly<Record<string, OptionValue>>;

/** Options of the executor that are not options of the command. */
const OWN_OPTIONS = ['args', 'testFile', 'passWithNoTests', 'cacheFlaky', '__unparsed__'];

/**
 * The command line that says the same as a target's options: `{ "fileTimeout": "5m" }` is `--file-timeout=5m`.
 *
 * @throws Error that names an option that is not among `known`, and those that are
 */
export function wordsOf(options: TargetOptions, known: readonly string[]): string[] {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (OWN_OPTIONS.includes(name)) return [];
    if (!known.includes(name)) throw new Error(unknownOption(name, known));
    return wordsOfOption(`--${kebabCase(name)}`, value);
  });
  return [...words, ...listOf(options['args'])];
}

function wordsOfOption(flag: string, value: OptionValue): string[] {
  if (value === true) return [flag];
  // A flag that is off, such as one that a configuration turns off again.
  if (value === false) return [];
  return listOf(value).map((item) => `${flag}=${item}`);
}

function listOf(value: OptionValue | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function unknownOption(name: string, known: readonly string[]): string {
  const allowed = known.filter((option) => option !== '__unparsed__').join(', ');
  return `@steadfast/nx:pytest has no option ${name}. It has: ${allowed}. Options of pytest go into args.`;
}
