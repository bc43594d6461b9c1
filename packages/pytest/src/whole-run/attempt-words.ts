import type { ArgumentOrigin, PytestArguments, PytestOption } from '../arguments/pytest-arguments.js';
import { shellWord } from '../arguments/shell-word.js';

/** What every attempt's pytest is told. */
export interface AttemptWords {
  readonly options: readonly string[];
  /** Replaces `PYTEST_ADDOPTS`, where something of it is not for attempts. */
  readonly pytestAddopts?: string;
}

/**
 * The options of a run without those that are not for attempts. pytest adds `addopts` and `PYTEST_ADDOPTS` by itself: as
 * long as nothing in them has to go, they stay where they are.
 *
 * @param addedPaths Paths in `addopts` or `PYTEST_ADDOPTS`: no attempt runs them, but pytest loads their conftests.
 */
export function attemptWords(
  { options }: PytestArguments,
  isForAttempts: (option: PytestOption) => boolean,
  addedPaths: readonly string[],
): AttemptWords {
  const of = (origin: ArgumentOrigin): readonly PytestOption[] =>
    options.filter((option) => option.origin === origin);
  const kept = (origin: ArgumentOrigin): readonly string[] =>
    of(origin)
      .filter(isForAttempts)
      .flatMap(({ words }) => words);
  const mustGo = (origin: ArgumentOrigin): boolean => !of(origin).every(isForAttempts);
  // pytest splits these texts as a POSIX shell does, on every system.
  const quoted = (origin: ArgumentOrigin, paths: readonly string[]): string =>
    [...paths, ...kept(origin)].map((word) => shellWord(word, 'linux')).join(' ');
  return {
    // Last, because of several `-o addopts=...` the last one counts.
    options: [
      ...kept('command line'),
      ...(mustGo('addopts') ? ['-o', `addopts=${quoted('addopts', addedPaths)}`] : []),
    ],
    ...(mustGo('PYTEST_ADDOPTS')
      ? { pytestAddopts: quoted('PYTEST_ADDOPTS', mustGo('addopts') ? [] : addedPaths) }
      : {}),
  };
}
