import { checkPresence, describeUnknown, type PresenceCheck } from '../presence/check-presence.js';
import { type VanishedFile, waitForReturn } from '../presence/wait-for-return.js';
import type { TestFile } from '../test-file.js';
import { type FileEnd, unfit } from './file-end.js';
import type { ProjectContext } from './project-context.js';
import type { FileTenure } from './run-file.js';

/** Whether a file is there between its attempts, and how long it was not. */
export class FilePresence {
  /** How long the file was away before it came back. */
  #awayMs = 0;

  constructor(
    private readonly file: TestFile,
    private readonly tenure: FileTenure,
    private readonly context: ProjectContext,
  ) {}

  /** Looks for the file; a file that was seen, and is away, is waited for without its slot. */
  async look(): Promise<PresenceCheck> {
    const { clock, stat, cancellation, policy, tree, emit } = this.context;
    const { absolutePath, path } = this.file;
    const { stopping } = cancellation;
    const { lease, lost } = this.tenure;
    const signal = lost === undefined ? stopping : AbortSignal.any([stopping, lost]);
    const onPause = (): void => {
      lease.release();
    };
    const first = await checkPresence(absolutePath, policy.presence, { clock, stat, signal, onPause });
    let check = tree.checked(this.file, first);
    const vanished = check.presence === 'absent' ? tree.vanished(this.file, check) : undefined;
    if (vanished !== undefined) check = await this.#waitFor(vanished, check, signal);
    // A file that is simply there is no news.
    if (check.stats.length > 1 || check.presence !== 'present') {
      emit({ type: 'presence-checked', file: path, presence: check.presence, stats: check.stats });
    }
    return check;
  }

  async #waitFor(vanished: VanishedFile, first: PresenceCheck, signal: AbortSignal): Promise<PresenceCheck> {
    const { clock, stat, policy, tree } = this.context;
    const patience = { ...policy.presence, patienceMs: policy.vanishedPatienceMs };
    const waited = await waitForReturn(this.file.absolutePath, first, patience, vanished, {
      ...{ clock, stat, signal },
    });
    const check = tree.checked(this.file, waited);
    this.#awayMs += (check.stats.at(-1)?.time ?? clock.now()) - vanished.since;
    return check;
  }

  /** Says how long the file was away, if it was. */
  get absence(): string | undefined {
    return this.#awayMs > 0 ? `${this.file.path} was away for ${this.#away}.` : undefined;
  }

  /** The end of a file that is not there, as far as anybody knows. */
  async endWithout(check: PresenceCheck, attempts: number): Promise<FileEnd> {
    const { file, context } = this;
    if (check.presence === 'unknown') return unfit(describeUnknown(file.path, check));
    const reason =
      check.presence === 'present'
        ? `${file.path} is there, but was not found in ${attempts} attempts.`
        : `${file.path} does not exist (looked ${check.stats.length} times${this.#awayMs > 0 ? `; it has been away for ${this.#away}` : ''}).`;
    const evidence = await context.tree.evidenceFor(file, check);
    return { verdict: 'missing', failedTests: 0, reason, ...(evidence === undefined ? {} : { evidence }) };
  }

  get #away(): string {
    return `${(this.#awayMs / 1000).toFixed(1)} s`;
  }
}
