export * from './adapter.js';
export * from './clock.js';
export * from './events.js';
export * from './outcome.js';
export * from './policy.js';
export * from './test-file.js';
export * from './test-result.js';
export * from './verdict.js';
