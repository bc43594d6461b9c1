export {
  createPytestAdapter,
  type Launcher,
  type PytestLaunch,
  type PytestProject,
} from './adapter/pytest-adapter.js';
