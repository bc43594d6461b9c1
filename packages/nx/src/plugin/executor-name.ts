export const EXECUTOR = '@steadfast/nx:pytest';
