import type { ExitCode } from '@steadfast/core';

/** How a node's run ended. */
export interface NodeEnding {
  /** What the run would end with if every file that it ran counted. */
  readonly runExitCode: ExitCode;
  /** Files that this node ran to a verdict, whether or not it counted. */
  readonly ran: number;
  /** Red files that count for this node. */
  readonly red: number;
  /** Whether the build is red so far; only asked of a rerun that found nothing to do. */
  readonly buildIsRed: boolean;
  /** The node joined a generation that is a rerun. */
  readonly rerun: boolean;
  /** The node had to refuse what came from the queue, or could not tell it what it found. */
  readonly faulty: boolean;
}

/**
 * The exit code of a node. It is red for what it counted, and green when it ran nothing; only a rerun that found nothing to do is as
 * red as the build, or retrying a red job would turn it green.
 */
export function nodeExitCode(ending: NodeEnding): ExitCode {
  const { runExitCode, ran, red, buildIsRed, rerun, faulty } = ending;
  if (runExitCode === 2 || runExitCode === 3) return runExitCode;
  if (faulty) return 3;
  if (ran === 0) return runExitCode === 4 ? 4 : rerun && buildIsRed ? 1 : 0;
  if (red > 0) return runExitCode === 4 ? 4 : 1;
  return 0;
}
