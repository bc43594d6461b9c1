export { runTests, type TestRun } from './commands/run-tests.js';
export { joinDurations } from './library/join-durations.js';
export { listTestFiles, type TestFilesRequest } from './library/list-test-files.js';
export { type ProjectRun, runTogether, type Verdicts } from './library/run-together.js';
export { executorProperties, type SchemaProperty } from './options/executor-schema.js';
