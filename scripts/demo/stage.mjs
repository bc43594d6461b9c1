import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

const STEADFAST = join(ROOT, 'packages/cli/bin/steadfast.js');
const COLOR = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Commands to run something again begin with what was typed, and that is not `npm run demo`. */
const NOT_BY_NPM = { npm_lifecycle_event: undefined, npm_command: undefined };

/** Where commands are shown: each with its output and its exit code. */
export class Stage {
  constructor(folder, environment) {
    this.folder = folder;
    this.environment = environment;
  }

  say(text) {
    console.log(`\n${bold(text)}\n`);
  }

  tell(text) {
    console.log(`${text}\n`);
  }

  /** Runs pytest; gives its exit code. */
  pytest(args, env = {}) {
    return this.#run('python', ['-m', 'pytest', ...args], ['pytest', ...args], env);
  }

  /** Runs the command of this repository; gives its exit code. */
  steadfast(args, env = {}) {
    return this.#run(process.execPath, [STEADFAST, ...args], ['steadfast', ...args], env);
  }

  #run(program, args, shown, env) {
    console.log(bold(`$ ${shown.join(' ')}`));
    const { status, error } = spawnSync(program, args, {
      cwd: this.folder,
      env: { ...process.env, ...this.environment, ...env, ...NOT_BY_NPM },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (error) throw new Error(`${program} could not be started: ${error.message}`);
    console.log(`${bold(`exit code ${status}`)}\n`);
    return status;
  }

  table(head, rows) {
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
    const line = (row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd();
    console.log([bold(line(head)), ...rows.map(line), ''].join('\n'));
  }
}

function bold(text) {
  return COLOR ? `\x1b[1m${text}\x1b[22m` : text;
}
