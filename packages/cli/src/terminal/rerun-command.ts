import { shellWord } from '@steadfast/pytest';

/** The words of a run that have to be said again to run a part of it. */
export interface RerunWords {
  /** What starts the command where this run was started: `npx steadfast`, `npx nx test shop --`. */
  readonly prefix: string;
  /** Options that decide how tests run. */
  readonly options: readonly string[];
  /** What was to be run. */
  readonly paths: readonly string[];
}

/** Writes commands that a person can copy to run something again just as it ran. */
export class RerunCommand {
  constructor(private readonly words: RerunWords) {}

  /**
   * Runs one test or file again.
   *
   * @param output What the attempt wrote; plugins tell there which seed they chose.
   */
  of(id: string, output = ''): string {
    // First, because an option may take the next word.
    return this.#join([id, ...this.words.options, ...chosenSeeds(output)]);
  }

  /** Runs all failures of the run again. */
  failures(): string {
    return this.#join([...this.words.paths, '--lf', ...this.words.options]);
  }

  #join(words: readonly string[]): string {
    return [this.words.prefix, ...words.map((word) => shellWord(word))].join(' ');
  }
}

/** `Using --randomly-seed=1234`, as pytest-randomly and pytest-random-order have it in pytest's header. */
function chosenSeeds(output: string): readonly string[] {
  return [...output.matchAll(/^Using (--[\w-]+=\S+)\r?$/gm)].map((match) => match[1] ?? '');
}
