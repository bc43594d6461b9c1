import { constants } from 'node:os';
import { type Cancellation, EXIT_CODE } from '@steadfast/core';
import { execa } from 'execa';

/** A pytest that gets the terminal and is left alone. */
export interface PlainPytest {
  readonly python: string;
  readonly directory: string;
  /** All words of pytest's command line, as they were typed. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly cancellation: Cancellation;
}

/** Starts pytest for what it only shows, such as `--collect-only`, and resolves to its exit code. */
export async function showOnly(request: PlainPytest): Promise<number> {
  const { python, directory, words, environment, stdout, stderr, cancellation } = request;
  const pytest = execa(python, ['-m', 'pytest', ...words], {
    cwd: directory,
    env: { ...environment },
    extendEnv: false,
    reject: false,
    buffer: false,
    stdin: stdout === process.stdout ? 'inherit' : 'ignore',
    stdout: stdout === process.stdout ? 'inherit' : 'pipe',
    stderr: stderr === process.stderr ? 'inherit' : 'pipe',
  });
  pytest.stdout?.pipe(stdout, { end: false });
  pytest.stderr?.pipe(stderr, { end: false });
  const stop = (): void => {
    pytest.kill(cancellation.cause?.signal ?? 'SIGTERM');
  };
  cancellation.stopping.addEventListener('abort', stop, { once: true });
  const { exitCode, signal, failed, shortMessage } = await pytest;
  cancellation.stopping.removeEventListener('abort', stop);
  if (exitCode !== undefined) return exitCode;
  if (signal !== undefined) return 128 + constants.signals[signal];
  if (failed) stderr.write(`steadfast: pytest could not be started: ${shortMessage ?? ''}\n`);
  return EXIT_CODE.internalError;
}
