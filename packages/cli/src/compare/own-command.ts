import { fileURLToPath } from 'node:url';

/** The `steadfast` command, for Node to run: beside `dist` as beside the bundle of a published package. */
export const OWN_COMMAND = fileURLToPath(new URL('../../bin/steadfast.js', import.meta.url));
