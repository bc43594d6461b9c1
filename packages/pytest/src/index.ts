export type { Attachment } from './adapter/attached-launcher.js';
export { createAdapter } from './adapter/create-adapter.js';
export type { Launcher, PytestLaunch, PytestProject } from './adapter/launcher.js';
export { PYTHON_SIDE } from './adapter/python-side.js';
export { createPytestAdapter } from './adapter/pytest-adapter.js';
export { createSpawnLauncher } from './adapter/spawn-launcher.js';
export { initialPaths } from './arguments/initial-paths.js';
export type { OptionSyntax, Vocabulary } from './arguments/option-syntax.js';
export {
  isGiven,
  lastValue,
  NO_ARGUMENTS,
  type PytestArguments,
  pytestArgumentsOf,
  readArguments,
} from './arguments/pytest-arguments.js';
export { pytestVocabulary } from './arguments/pytest-vocabulary.js';
export { type OptionToken, pathOfNodeId, scanWords } from './arguments/scan-words.js';
export { shellSplit } from './arguments/shell-split.js';
export { shellWord } from './arguments/shell-word.js';
export { ConfigurationError } from './configuration/configuration-error.js';
export { readText } from './configuration/configuration-file.js';
export { changedExtension, RECORD_READS, recordsReads } from './changed/changed-extension.js';
export type { ChangedSelection } from './changed/select-changed.js';
export { junitOptions } from './configuration/junit-options.js';
export type { JunitSettings } from './configuration/junit-settings.js';
export { ignoredConfigurations, locateConfiguration } from './configuration/locate-configuration.js';
export { type PytestConfiguration, readPytestConfiguration } from './configuration/pytest-configuration.js';
export { isTable, parseToml, tableAt } from './configuration/toml-file.js';
export { countTestsOfFile } from './discovery/count-tests.js';
export { withXdistGroups } from './discovery/xdist-group.js';
export { discoverFiles, type Discovery, searchedFolders } from './discovery/discover-files.js';
export { findTestFiles, type TestFileSearch } from './discovery/find-test-files.js';
export { listedFiles, type ListingWay } from './discovery/listed-files.js';
export { OverlookedFiles } from './discovery/overlooked-files.js';
export { isFile, kindOf } from './discovery/path-kind.js';
export { createZygoteLauncher, type ZygoteLauncherOptions } from './zygote/zygote-launcher.js';
export { describePackages } from './interpreter/describe-packages.js';
export { findInterpreter, type Interpreter, interpreterProblem } from './interpreter/find-interpreter.js';
export { isNewerThanTested, type TestedPytest, testedPytest } from './interpreter/tested-pytest.js';
export { findModules } from './interpreter/find-modules.js';
export type { Environment } from './interpreter/interpreter-candidates.js';
export { listPlugins } from './interpreter/probe.js';
export { ISOLATIONS, type PytestIsolation, shallower } from './zygote/rung.js';
export { type OutputContext, readableOutput } from './output/readable-output.js';
export { planPreload, type PreloadPlan } from './learning/plan-preload.js';
export { UsageError } from './usage-error.js';
export { cacheRequest } from './whole-run/cache/cache-request.js';
export { nodeIdsOf } from './whole-run/cache/node-ids.js';
export { ProjectCache } from './whole-run/cache/project-cache.js';
export { OverwrittenFiles } from './whole-run/overwritten-files.js';
export { RefusedOption } from './whole-run/refused-option.js';
export { RememberedResults } from './whole-run/cache/remembered-results.js';
export { COMBINE_ONLY, coverageRequest, requestOfRuns } from './whole-run/coverage/coverage-request.js';
export { reportCoverage } from './whole-run/coverage/report-coverage.js';
export { createExtensions } from './whole-run/create-extensions.js';
export { DEFAULT_DISPLAY, type DisplayOptions, displayOptions } from './whole-run/display-options.js';
export { assertAlone, interactiveOption, uncaptured } from './whole-run/interactive.js';
export { isFiltered } from './whole-run/is-filtered.js';
export { selectsTheRun } from './whole-run/option-roles.js';
export { showOnly } from './whole-run/show-only.js';
export {
  type SlowestTestsRequest,
  isForAttempts,
  showsOnly,
  takeOver,
  type WholeRun,
  type WholeRunOptions,
} from './whole-run/whole-run.js';
export {
  chooseWorkerIds,
  WORKER_IDS,
  type WorkerIds,
  type WorkerIdsChoice,
} from './worker-ids/choose-worker-ids.js';
