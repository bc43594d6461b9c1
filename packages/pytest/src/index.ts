export type { Launcher, PytestLaunch, PytestProject } from './adapter/launcher.js';
export { createPytestAdapter } from './adapter/pytest-adapter.js';
export { createSpawnLauncher } from './adapter/spawn-launcher.js';
export { createHostLauncher, type HostLauncherOptions } from './host/host-launcher.js';
export { executorProperties, type SchemaProperty } from './options/executor-schema.js';
export { runTests, type TestRun } from './command/run-tests.js';
export type { Discovery } from './discovery/discover-files.js';
export { findTestFiles, type TestFileSearch } from './discovery/find-test-files.js';
export { UsageError } from './usage-error.js';
