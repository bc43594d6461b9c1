import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A command of this repository ended with an exit code other than 0, and has said why. */
export class CommandFailed extends Error {
  constructor(command, exitCode) {
    super(`${command} ended with exit code ${exitCode}.`);
    this.exitCode = exitCode;
  }
}

/** Runs a command in sight of the user. Throws {@link CommandFailed} when it fails. */
export function run(command, args, { cwd = ROOT, env = {}, shell = false } = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell,
  });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) throw new CommandFailed([command, ...args].join(' '), status ?? signal);
}

/** Packages whose command has another name. */
const PACKAGE_OF = { tsc: 'typescript' };

/** Runs the command of an installed Node package, without the half second that npm and npx take. */
export function runTool(command, args, options) {
  run(...toolCommand(command, args), options);
}

/** Program and arguments of the command of an installed Node package. */
export function toolCommand(command, args) {
  const folder = join(ROOT, 'node_modules', PACKAGE_OF[command] ?? command);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[command]), ...args]];
}

/** Runs a command whose output nobody wants to see, unless it fails. */
export function runQuietly(command, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  throw new CommandFailed([command, ...args].join(' '), status);
}

/** Says in one line what is done, and how long it took. */
export function step(title, body) {
  const startedAt = performance.now();
  const result = body();
  console.log(`${title}  ${((performance.now() - startedAt) / 1000).toFixed(1)}s`);
  return result;
}

export function runNpm(args, cwd) {
  const self = process.env.npm_execpath;
  if (self?.endsWith('.js')) run(process.execPath, [self, ...args], { cwd });
  else run('npm', args, { cwd, shell: process.platform === 'win32' });
}

/** Runs a script's main function; a failure ends the process with a message instead of a stack. */
export function main(body) {
  try {
    body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode =
      error instanceof CommandFailed && Number.isInteger(error.exitCode) ? error.exitCode : 1;
  }
}

export function heading(text) {
  console.log(`\n== ${text}\n`);
}
