import { type Telling, tellingOf } from './telling-words.js';
import type { SourceLine, Suspect, VanishingFacts } from './vanishing-facts.js';

/** Who most likely did it, and why that is said. */
export interface Culprit {
  readonly suspect: Suspect;
  readonly telling: Telling;
  /** The line of the test file that tells it, where no command line does. */
  readonly line?: SourceLine;
}

/** To have been there is not enough: somebody is named only if their own words say that they did such a thing. */
export function likelyCulprit(facts: VanishingFacts): Culprit | undefined {
  if (facts.firstMissed === undefined) return undefined;
  const culprits = facts.suspects.flatMap((suspect) => charge(suspect, facts));
  return culprits.reduce<Culprit | undefined>(
    (best, culprit) => (best === undefined || weight(culprit) > weight(best) ? culprit : best),
    undefined,
  );
}

function charge(suspect: Suspect, facts: VanishingFacts): readonly Culprit[] {
  if (suspect.kind !== 'attempt') {
    const telling = tellingOf(suspect.command, facts);
    return telling === undefined ? [] : [{ suspect, telling }];
  }
  return suspect.telling.flatMap((line) => {
    const telling = tellingOf(line.text, facts);
    return telling === undefined ? [] : [{ suspect, telling, line }];
  });
}

/** A trace counts more than how somebody was caught; a command line that ran more than a line that may not have. */
function weight({ suspect, telling }: Culprit): number {
  return TELLING_WEIGHT[telling] + SUSPECT_WEIGHT[suspect.kind];
}

const TELLING_WEIGHT: Readonly<Record<Telling, number>> = {
  'names-file': 10,
  'git-with-trace': 10,
  'git-without-trace': 0,
};

const SUSPECT_WEIGHT: Readonly<Record<Suspect['kind'], number>> = { process: 3, leak: 2, attempt: 1 };
