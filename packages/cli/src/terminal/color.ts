/** The part of a stream that tells whether it is a terminal. */
export interface TerminalLike {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to write in colour. pytest's `--color` decides, then the environment, then the stream. `NO_COLOR` (https://no-color.org) wins over `FORCE_COLOR`, as in pytest: Nx sets the
 * latter for every task, so that only the former can be a person's wish.
 */
export function wantsColor(
  stream: TerminalLike,
  environment: Environment,
  option: 'yes' | 'no' | 'auto' = 'auto',
): boolean {
  if (option !== 'auto') return option === 'yes';
  if (environment['NO_COLOR']) return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}
