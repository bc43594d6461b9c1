export {
  createPytestAdapter,
  type Launcher,
  type PytestLaunch,
  type PytestProject,
} from './adapter/pytest-adapter.js';
export { wantsColor } from './terminal/color.js';
export { type ProgressMode, progressMode } from './terminal/progress-mode.js';
export {
  createTerminalReporter,
  type TerminalReporter,
  type TerminalReporterOptions,
} from './terminal/terminal-reporter.js';
