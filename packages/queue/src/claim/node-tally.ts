import { isGreen, type Verdict } from '@steadfast/core';

/** What a node did for a build. */
export interface NodeOutcome {
  /** Files that ran here to a verdict. */
  readonly ran: number;
  /** Verdicts of this node that are in the build book, or were found after the queue was lost. */
  readonly counted: number;
  /** Those of them that are red. */
  readonly red: number;
  /** Files whose verdict came after another node had taken them over. */
  readonly late: readonly string[];
  /** Files that were left to another node to look at. */
  readonly passedOn: readonly string[];
  /** Why the queue was lost, if it was. */
  readonly queueLost?: string;
  /** Why the node was fenced off, if it was. */
  readonly fenced?: string;
  /** What came from the queue and was refused, and verdicts that could not be told. */
  readonly faults: readonly string[];
}

/** Counts what a node does. */
export class NodeTally {
  readonly #dealtWith = new Set<string>();
  readonly #late: string[] = [];
  readonly #passedOn: string[] = [];
  readonly #faults: string[] = [];
  #counted = 0;
  #red = 0;
  #redsInARow = 0;
  queueLost: string | undefined;
  fenced: string | undefined;

  get counted(): number {
    return this.#counted;
  }

  get red(): number {
    return this.#red;
  }

  get redsInARow(): number {
    return this.#redsInARow;
  }

  /** Files that this node need not run again. */
  get dealtWith(): ReadonlySet<string> {
    return this.#dealtWith;
  }

  found(path: string, verdict: Verdict): void {
    this.#dealtWith.add(path);
    this.#redsInARow = isGreen(verdict) ? 0 : this.#redsInARow + 1;
  }

  count(verdict: Verdict): void {
    this.#counted++;
    if (!isGreen(verdict)) this.#red++;
  }

  late(path: string): void {
    this.#late.push(path);
  }

  passedOn(path: string): void {
    this.#passedOn.push(path);
  }

  fault(what: string): void {
    this.#faults.push(what);
  }

  outcome(): NodeOutcome {
    return {
      ...{ ran: this.#dealtWith.size, counted: this.#counted, red: this.#red },
      ...{ late: this.#late, passedOn: this.#passedOn, faults: this.#faults },
      ...(this.queueLost !== undefined && { queueLost: this.queueLost }),
      ...(this.fenced !== undefined && { fenced: this.fenced }),
    };
  }
}
