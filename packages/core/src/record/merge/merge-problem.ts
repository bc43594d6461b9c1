import type { Verdict } from '../../verdict.js';

/** Why a merged run cannot be trusted to be the whole suite, run once. Shards are named `I/N`, runs without shard by their id. */
export type MergeProblem =
  /** A shard without a record, with those of its files that no other run has; files are only known from the plan. */
  | { readonly kind: 'shard-missing'; readonly shard: string; readonly files: readonly string[] }
  /** A run that was made by another plan than the rest. */
  | {
      readonly kind: 'other-plan';
      readonly run: string;
      readonly digest: string;
      readonly expectedDigest: string;
    }
  /** The run was killed or stopped while the file was running. */
  | { readonly kind: 'file-unfinished'; readonly path: string; readonly run: string }
  /** The run had the file, and ended before its turn. */
  | { readonly kind: 'file-not-run'; readonly path: string; readonly run: string }
  /** A file of the plan that no run had, although its shard reported. */
  | { readonly kind: 'file-forgotten'; readonly path: string; readonly shard: string }
  /** A file with a verdict from more than one run. */
  | {
      readonly kind: 'file-twice';
      readonly path: string;
      readonly verdicts: readonly { readonly run: string; readonly verdict: Verdict }[];
    }
  /** A file that ran and that the plan does not have. */
  | { readonly kind: 'file-unplanned'; readonly path: string; readonly run: string };

/** Files that a message names before it only counts them; the record has all of them. */
const MOST_NAMES = 50;

/** One line or more for people. */
export function mergeProblemText(problem: MergeProblem): string {
  switch (problem.kind) {
    case 'shard-missing': {
      const { shard, files } = problem;
      const what = `shard ${shard} has never reported`;
      return files.length === 0 ? what : `${what}; its files did not run:${listed(files)}`;
    }
    case 'other-plan':
      return `${problem.run} ran by the plan ${problem.digest}, not by ${problem.expectedDigest}`;
    case 'file-unfinished':
      return `${problem.path} has no verdict: ${problem.run} ended while it was running`;
    case 'file-not-run':
      return `${problem.path} did not run: ${problem.run} ended before its turn`;
    case 'file-forgotten':
      return `${problem.path} did not run: it is in the plan of shard ${problem.shard}, which reported without it`;
    case 'file-twice': {
      const verdicts = problem.verdicts.map(({ run, verdict }) => `${verdict} in ${run}`);
      return `${problem.path} ran more than once: ${verdicts.join(', ')}`;
    }
    case 'file-unplanned':
      return `${problem.path} ran in ${problem.run}, and is not in the plan`;
  }
}

function listed(files: readonly string[]): string {
  const named = files.slice(0, MOST_NAMES).map((file) => `\n  ${file}`);
  const more = files.length - named.length;
  return `${named.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}
