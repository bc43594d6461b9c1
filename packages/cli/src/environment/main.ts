import { resolve } from 'node:path';
import { describeEnvironment } from './describe-environment.js';

/** Prints the environment of a folder, for caches that must not outlive it: takes the folder, and an interpreter if one is named. */
export async function printEnvironment([folder = '.', python]: readonly string[]): Promise<void> {
  try {
    console.log(await describeEnvironment(resolve(folder), python, process.env));
  } catch (error) {
    // It may be mended before the tests run, which tell it better.
    console.log(error instanceof Error ? error.message : String(error));
  }
}
