/**
 * Runs a suite three ways - plain `python -m pytest FILE`, spawn, warm - and prints every test on which they differ.
 *
 *     npm run same-results -- --python PYTHON --cwd FOLDER PATH... [-- PYTEST OPTIONS]
 *     npm run same-results -- --python PYTHON --package networkx
 */
import { parseArgs } from 'node:util';
import { describeDifference } from './differences.js';
import { findSuite, installedPackage } from './suite.js';
import { runThreeWays } from './three-ways.js';

const separator = process.argv.indexOf('--', 2);
const end = separator < 0 ? process.argv.length : separator;
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, end),
  options: {
    python: { type: 'string', default: 'python3' },
    cwd: { type: 'string', default: '.' },
    package: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const { python } = values;
const where =
  values.package === undefined
    ? { cwd: values.cwd, paths: positionals }
    : await installedPackage(python, values.package);
const suite = await findSuite({ python, ...where, pytestOptions: process.argv.slice(end + 1) });
const result = await runThreeWays(suite, Number(values.jobs));
const { files, tests, differences, unsteady, notices, seconds } = result;
for (const notice of notices) console.log(`warm: ${notice}`);
for (const difference of differences) console.log(describeDifference(difference));
for (const difference of unsteady) {
  console.log(`not counted, plain pytest differs from itself: ${describeDifference(difference)}`);
}
const timing = `plain ${seconds.plain.toFixed(1)} s, spawn ${seconds.spawn.toFixed(1)} s, warm ${seconds.warm.toFixed(1)} s`;
console.log(`${files} files, ${tests} tests, ${differences.length} differences (${timing})`);
if (tests === 0) console.log('No test ran: nothing was compared.');
process.exitCode = differences.length === 0 && tests > 0 ? 0 : 1;
