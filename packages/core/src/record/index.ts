/**
 * The run record for programs that only read it: types and pure functions, without Node, so that a browser can have them, too.
 */
export type * from '../events.js';
export type * from '../outcome.js';
export type * from '../session-notes.js';
export type * from '../test-result.js';
export * from '../verdict.js';
export * from './count-run.js';
export * from './failures.js';
export * from './run-record.js';
export * from './counted-attempts.js';
export * from './stop-text.js';
export * from './service-text.js';
export * from './test-history.js';
