import { join } from 'node:path';
import type { AttemptRequest } from '@steadfast/core';

/** pytest's arguments of one attempt: the project's options, what belongs to the attempt alone, and what to run. */
export function attemptArguments(
  request: AttemptRequest,
  pytestOptions: readonly string[],
): readonly string[] {
  const { file, selection, directory } = request;
  return [
    '-p',
    'steadfast_pytest.plugin',
    ...pytestOptions,
    // Attempts run at the same time, and pytest's cache is not made for that.
    '-o',
    `cache_dir=${join(directory, 'cache')}`,
    // A name that begins with a dash is no option.
    ...(selection.length > 0 ? selection : [file.path]).map((name) =>
      name.startsWith('-') ? `./${name}` : name,
    ),
  ];
}
