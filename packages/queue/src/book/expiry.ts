/** Keys of a build live for so long after the last sign of a node, in seconds. */
export const EXPIRY_SECONDS = 24 * 60 * 60;
