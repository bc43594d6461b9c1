import { createHash } from 'node:crypto';

/** What all nodes of a build must agree on. */
export interface Suite {
  /** The paths of all test files, each once, in any order. */
  readonly paths: readonly string[];
  /** What selects tests within files, such as pytest's `-k`, as words. */
  readonly filters: readonly string[];
}

/** Names a suite by its files and filters. Estimates do not count: the nodes' caches differ. */
export function suiteDigest({ paths, filters }: Suite): string {
  const content = JSON.stringify([1, paths.toSorted(), filters]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The differences between the build's files and those of a node. */
export interface SuiteDifference {
  readonly onlyHere: readonly string[];
  readonly onlyInBuild: readonly string[];
}

export function compareSuites(build: readonly string[], here: readonly string[]): SuiteDifference {
  const inBuild = new Set(build);
  const inNode = new Set(here);
  return {
    onlyHere: here.filter((path) => !inBuild.has(path)).sort(),
    onlyInBuild: build.filter((path) => !inNode.has(path)).sort(),
  };
}

/** A node's suite is another than the build's. */
export class OtherSuite extends Error {
  override readonly name = 'OtherSuite';
}

const MOST_NAMES = 5;

/** Why a node may not join: up to five files are named. */
export function otherSuiteText(build: string, { onlyHere, onlyInBuild }: SuiteDifference): string {
  const named = [
    ...onlyHere.map((path) => `only here: ${path}`),
    ...onlyInBuild.map((path) => `only in the build: ${path}`),
  ];
  if (named.length === 0) {
    return `Build ${build} has the same files, but other filters (-k, -m, node ids). All nodes of a build need the same command line.`;
  }
  const shown = named.slice(0, MOST_NAMES).map((line) => `\n  ${line}`);
  const more = named.length - shown.length;
  return [
    `Build ${build} has other test files than this node; are all nodes at the same commit?`,
    ...shown,
    more > 0 ? `\n  and ${more} more` : '',
  ].join('');
}
