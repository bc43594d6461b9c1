// Nx loads this file for every project graph, so it stays small: the test runner itself is loaded by the executor.
export { createDependencies } from './plugin/create-dependencies.js';
export { createNodes, createNodesV2 } from './plugin/create-nodes.js';
export { preTasksExecution } from './plugin/tell-unclean-passes.js';
export { PLUGIN_NAME as name, type PluginOptions } from './plugin/plugin-options.js';
