import { fileURLToPath } from 'node:url';

/** The folder of the Python package `steadfast_pytest`, which is put on the child's path. */
export const PYTHON_SIDE = fileURLToPath(new URL('../../python', import.meta.url));
