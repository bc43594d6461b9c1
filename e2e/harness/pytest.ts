import { execa } from 'execa';

export interface PytestResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs pytest as users do: what Steadfast's results are compared with. */
export async function pytest(
  args: readonly string[],
  cwd: string,
  python = 'python3',
  env: Readonly<Record<string, string>> = {},
): Promise<PytestResult> {
  const { exitCode, stdout } = await execa(python, ['-m', 'pytest', ...args], {
    cwd,
    env: { CI: 'true', FORCE_COLOR: '0', ...env },
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode, stdout };
}
