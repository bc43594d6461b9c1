/** The colour of an attempt in a timeline. */
export type OutcomeTone = 'good' | 'bad' | 'odd' | 'dull';

/** How an outcome looks: an attempt that was not found is odd, because the file may have been there. */
export function outcomeTone(outcome: string): OutcomeTone {
  switch (outcome) {
    case 'passed':
      return 'good';
    case 'no-tests':
    case 'unfinished':
    case 'interrupted':
      return 'dull';
    case 'not-found':
      return 'odd';
    default:
      return 'bad';
  }
}
