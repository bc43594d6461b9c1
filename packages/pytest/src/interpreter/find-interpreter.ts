import { execa } from 'execa';
export interface Interpreter {
  readonly executable: string;
  readonly python: string;
  readonly pytest: string;
}
export async function findInterpreter({
  python,
  directory,
}: {
  directory: string;
  environment: unknown;
  python?: string | undefined;
}): Promise<Interpreter> {
  const { stdout } = await execa(
    python ?? 'python3',
    [
      '-c',
      'import sys,json,pytest;print(json.dumps({"executable":sys.executable,"python":sys.version.split()[0],"pytest":pytest.__version__}))',
    ],
    { cwd: directory },
  );
  return JSON.parse(stdout) as Interpreter;
}
