import type { AttemptProcess, Launch } from '../adapter.js';
import type { RunEventBody } from '../events.js';
import type { AttemptPlan } from './attempt-plan.js';

/** Tells once that an attempt has started: as soon as its process is known, and at the latest before anything else is told of it. */
export class AttemptAnnouncement {
  #isMade = false;
  #process: AttemptProcess | undefined;

  constructor(
    private readonly attemptId: string,
    private readonly plan: AttemptPlan,
    private readonly emit: (event: RunEventBody) => void,
  ) {}

  /** The adapter has started the process; it may be known now which one that is. */
  processIs(process: AttemptProcess): void {
    this.#process = process;
    if (process.pid !== undefined) this.make();
  }

  make(pid = this.#process?.pid, launch?: Launch): void {
    if (this.#isMade) return;
    this.#isMade = true;
    const { file, attempt, slot, cause, isolation, selection, share, part } = this.plan;
    this.emit({
      type: 'attempt-started',
      file: file.path,
      ...{ attempt, attemptId: this.attemptId, slot, cause, isolation, selection },
      ...(share === undefined ? {} : { share }),
      ...(part === undefined ? {} : { part }),
      ...(pid === undefined ? {} : { pid }),
      ...(launch === undefined ? {} : { launch }),
    });
  }
}
