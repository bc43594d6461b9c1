import type { PreTasksExecution } from 'nx/src/devkit-exports.js';
import { uncleanPassVariables } from './unclean-pass.js';

/** Tells Nx of unclean passes before it looks for results that it has: what is put into the environment here, it hashes. */
export const preTasksExecution: PreTasksExecution = (_options, { workspaceRoot }) => {
  Object.assign(process.env, uncleanPassVariables(workspaceRoot));
};
