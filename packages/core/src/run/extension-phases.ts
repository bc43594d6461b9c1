import type { ExitCode } from '../exit-code.js';
import type {
  AttemptTarget,
  EndedAttempt,
  ExportedEnvironment,
  Extension,
  FileInSlot,
  PreparedRun,
} from '../extension.js';
import type { Fault } from '../outcome.js';
import type { TestFile } from '../test-file.js';
import { FaultError, faultOf } from './fault.js';

/** Takes the extensions of a project through the phases of a run. What one throws names the extension and the phase. */
export class ExtensionPhases {
  /** What all attempts get from the phase of preparation. */
  #environment: ExportedEnvironment = {};

  constructor(private readonly extensions: readonly Extension[]) {}

  /** @throws {FaultError} for the first extension that cannot do its part. */
  async prepare(run: PreparedRun): Promise<void> {
    for (const extension of this.extensions) {
      const exported = await named(extension, 'prepare', () => extension.prepare?.(run));
      this.#environment = { ...this.#environment, ...exported };
    }
  }

  /**
   * What a file has to wait for before it takes a slot.
   *
   * @throws {FaultError}
   */
  whenReady(file: TestFile): Promise<unknown> | undefined {
    const waits = this.extensions.flatMap((extension) => {
      const wait = extension.whenReady?.(file);
      return wait === undefined ? [] : [named(extension, 'waiting for what a file needs', () => wait)];
    });
    return waits.length === 0 ? undefined : Promise.all(waits);
  }

  /**
   * The first reason why a file cannot be run.
   *
   * @throws {FaultError}
   */
  async obstacleTo(target: FileInSlot): Promise<string | undefined> {
    for (const extension of this.extensions) {
      if (extension.obstacleTo === undefined) continue;
      const reason = await named(extension, 'what a file needs', () => extension.obstacleTo?.(target));
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** @throws {FaultError} */
  async beforeAttempt(attempt: AttemptTarget): Promise<ExportedEnvironment> {
    let environment = this.#environment;
    for (const extension of this.extensions) {
      if (extension.beforeAttempt === undefined) continue;
      const exported = await named(extension, 'before the attempt', () => extension.beforeAttempt?.(attempt));
      if (exported !== undefined) environment = { ...environment, ...exported };
    }
    return environment;
  }

  /** All of them have their turn, also when one throws. */
  async afterAttempt(attempt: EndedAttempt): Promise<Fault | undefined> {
    let fault: Fault | undefined;
    for (const extension of this.extensions) {
      if (extension.afterAttempt === undefined) continue;
      try {
        await extension.afterAttempt(attempt);
      } catch (error) {
        fault ??= faultOf(`after the attempt (${extension.name})`, error);
      }
    }
    return fault;
  }

  /** The exit code when all have finished; one that throws is told of, and the others have their turn. */
  async finish(exitCode: ExitCode, onFault: (fault: Fault) => void): Promise<ExitCode> {
    let code = exitCode;
    for (const extension of this.extensions) {
      try {
        code = (await extension.finish?.(code)) ?? code;
      } catch (error) {
        onFault(faultOf(`finish (${extension.name})`, error));
      }
    }
    return code;
  }

  async afterLastAttempt(onFault: (fault: Fault) => void): Promise<void> {
    await this.#each('after the last attempt', (extension) => extension.afterLastAttempt?.(), onFault);
  }

  async dispose(onFault: (fault: Fault) => void): Promise<void> {
    await this.#each('dispose', (extension) => extension.dispose?.(), onFault);
  }

  async #each(
    phase: string,
    act: (extension: Extension) => Promise<void> | undefined,
    onFault: (fault: Fault) => void,
  ): Promise<void> {
    for (const extension of this.extensions) {
      try {
        await act(extension);
      } catch (error) {
        onFault(faultOf(`${phase} (${extension.name})`, error));
      }
    }
  }
}

async function named<T>({ name }: Extension, phase: string, act: () => Promise<T> | T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new FaultError(`${phase} (${name})`, error);
  }
}
