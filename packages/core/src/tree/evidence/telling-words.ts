import type { GitFacts, VanishingFacts } from './vanishing-facts.js';

/** Words that take a file away, in a shell and in Python. */
const REMOVAL = /\b(rm|mv|unlink|remove|rmdir|rmtree|removedirs|rename|renames|os\.replace|move|shred)\b/;

/** Commands of git that take files out of the working tree. */
const GIT_COMMANDS = [
  ...['checkout', 'switch', 'reset', 'stash', 'rebase', 'merge', 'pull', 'revert', 'cherry-pick', 'bisect'],
  ...['clean', 'restore', 'rm', 'mv', 'sparse-checkout'],
] as const;

type GitCommand = (typeof GIT_COMMANDS)[number];

/** `git`, and on the same line one of the commands: in a shell, as a list of words, or as methods of a library. */
const GIT_COMMAND = new RegExp(String.raw`\bgit\b[^\n]{0,60}?[\s'"./(,](${GIT_COMMANDS.join('|')})\b`);

/** Why words are telling. */
export type Telling =
  /** They take away what has the name of the file, or of a folder that vanished with it. */
  | 'names-file'
  /** They are a git command of which git has a trace that explains it. */
  | 'git-with-trace'
  /** They are a git command that leaves no trace. */
  | 'git-without-trace';

/** Whether a command line, or a line of a test, says that it did to the file what happened to it. */
export function tellingOf(
  words: string,
  facts: Pick<VanishingFacts, 'file' | 'git' | 'place'>,
): Telling | undefined {
  if (REMOVAL.test(words) && vanishedNames(facts).some((name) => includesName(words, name)))
    return 'names-file';
  const command = GIT_COMMAND.exec(words)?.[1];
  return command === undefined || facts.git === undefined
    ? undefined
    : tellingOfGit(command as GitCommand, facts.git);
}

function tellingOfGit(command: GitCommand, git: GitFacts): Telling | undefined {
  const hasEntry = (word: string): boolean => git.reflog.some(({ action }) => action.startsWith(word));
  const traced = (trace: boolean): Telling | undefined => (trace ? 'git-with-trace' : undefined);
  const isOnlyInOldHead = git.inHeadAtStart && !git.inHeadNow;
  switch (command) {
    case 'stash':
      return traced(git.stashes.some(({ holdsFile }) => holdsFile));
    case 'reset':
      return traced(hasEntry('reset'));
    case 'switch':
    case 'bisect':
    case 'checkout':
      return traced(isOnlyInOldHead && hasEntry('checkout'));
    case 'rebase':
    case 'merge':
    case 'pull':
    case 'revert':
    case 'cherry-pick':
      return traced(isOnlyInOldHead && hasEntry(command));
    case 'clean':
    case 'restore':
    case 'rm':
    case 'mv':
    case 'sparse-checkout':
      return 'git-without-trace';
  }
}

/** The file's name, and those of the folders that are gone with it. */
function vanishedNames({ file, place }: Pick<VanishingFacts, 'file' | 'place'>): readonly string[] {
  const below = place.folder === '.' ? file : file.slice(place.folder.length + 1);
  return below.split('/');
}

/** The whole name, not a part of a longer one. */
function includesName(words: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(^|[^\w.-])${escaped}($|[^\w.-])`).test(words);
}
