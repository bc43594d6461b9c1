import type { Fault } from '../outcome.js';

/** Describes what was thrown, whatever it is. */
export function faultOf(during: string, error: unknown): Fault {
  if (!(error instanceof Error)) return { during, message: String(error) };
  return { during, message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}

/** One line for a person. */
export function faultText({ during, message }: Fault): string {
  return `internal error ${during}: ${message}`;
}

/** Something was thrown in a place of which the name is known. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;

  constructor(during: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.fault = faultOf(during, cause);
  }
}

/** The fault that an error is about; `during` says where it came from, unless the error knows better. */
export function asFault(during: string, error: unknown): Fault {
  return error instanceof FaultError ? error.fault : faultOf(during, error);
}
