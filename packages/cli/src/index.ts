export { runTests, type TestRun } from './commands/run-tests.js';
export { executorProperties, type SchemaProperty } from './options/executor-schema.js';
