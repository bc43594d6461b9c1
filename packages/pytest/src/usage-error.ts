/**
 * Something that the user has to change before a run can start: a bad option, a broken file, no interpreter. The message
 * says what happened, where, and what to do. The command ends with exit code 4.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
