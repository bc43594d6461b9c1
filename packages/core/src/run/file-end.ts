import type { Evidence } from '../events.js';
import type { Fault } from '../outcome.js';
import type { Verdict } from '../verdict.js';
import { asFault, faultText } from './fault.js';

/** What became of a file, or of one of its parts, and why. */
export interface FileEnd {
  readonly verdict: Verdict;
  readonly failedTests: number;
  readonly reason?: string;
  readonly evidence?: Evidence;
  readonly fault?: Fault;
}

export const CANCELLED: FileEnd = { verdict: 'cancelled', failedTests: 0 };

/** The file could not be run as it should, through no fault of ours. */
export function unfit(reason: string, failedTests = 0): FileEnd {
  return { verdict: 'error', failedTests, reason };
}

/** Something of ours is broken. */
export function brokenFile(error: unknown): FileEnd {
  const fault = asFault('while the file ran', error);
  return { verdict: 'error', failedTests: 0, reason: faultText(fault), fault };
}
