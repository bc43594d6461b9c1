/** What is made from the option table by `npm run generate`. */
export { executorSchema } from './executor-schema.js';
export { optionsDocument } from './options-document.js';
