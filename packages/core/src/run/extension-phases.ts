import type { ExitCode } from '../exit-code.js';
import type { AttemptTarget, ExportedEnvironment, Extension, PreparedRun } from '../extension.js';
import type { Fault } from '../outcome.js';
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
  async afterAttempt(attempt: AttemptTarget): Promise<Fault | undefined> {
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

  async dispose(onFault: (fault: Fault) => void): Promise<void> {
    for (const extension of this.extensions) {
      try {
        await extension.dispose?.();
      } catch (error) {
        onFault(faultOf(`dispose (${extension.name})`, error));
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
