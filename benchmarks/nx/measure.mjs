import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_MS = 100;
const ENVIRONMENT = { CI: 'true', NX_DAEMON: 'false', NX_TUI: 'false', NX_ISOLATE_PLUGINS: 'false' };

/**
 * Runs a command once in the workspace.
 *
 * @returns wall and CPU seconds, the most test files at the same time, and the most Python processes.
 */
export async function measureOnce({ name, command }, root) {
  const log = join(root, 'benchmark.log');
  const report = join(root, 'usage.json');
  rmSync(log, { force: true });
  const marker = `BENCHMARK_LOG=${log}`;
  const child = spawn('python3', [join(import.meta.dirname, 'usage.py'), report, ...command], {
    cwd: root,
    env: {
      ...process.env,
      ...ENVIRONMENT,
      BENCHMARK_LOG: log,
      NX_WORKSPACE_DATA_DIRECTORY: '.nx/workspace-data',
    },
    stdio: 'ignore',
  });
  let isOver = false;
  const ended = new Promise((resolve) => child.on('exit', resolve)).then(() => (isOver = true));
  let processes = 0;
  while (!isOver) {
    processes = Math.max(processes, pythonProcesses(marker, child.pid));
    await Promise.race([ended, sleep(SAMPLE_MS)]);
  }
  const { code, wall, cpu, load } = JSON.parse(readFileSync(report, 'utf8'));
  if (code !== 0) throw new Error(`${name} has failed with ${code}: ${command.join(' ')}`);
  return { wall, cpu, load, processes, ...overlaps(log) };
}

/** Processes of Python below the command, told by its environment. */
function pythonProcesses(marker, wrapper) {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === wrapper) return false;
    try {
      return (
        readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('python') &&
        readFileSync(`/proc/${pid}/environ`, 'utf8').includes(marker)
      );
    } catch {
      return false;
    }
  }).length;
}

/** How many files ran, and the most at the same time. */
function overlaps(log) {
  if (!existsSync(log)) return { files: 0, atOnce: 0 };
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const changes = lines.flatMap((line) => {
    const [began, ended] = line.split(' ').map(Number);
    return [
      { at: began, by: 1 },
      { at: ended, by: -1 },
    ];
  });
  let now = 0;
  let atOnce = 0;
  for (const { by } of changes.sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    atOnce = Math.max(atOnce, now);
  }
  return { files: lines.length, atOnce };
}
