/**
 * Runs a suite as plain `python -m pytest FILE` and at some isolations, and prints every test on which they differ.
 *
 *     npm run same-results -- --python PYTHON --cwd FOLDER PATH... [-- PYTEST OPTIONS]
 *     npm run same-results -- --python PYTHON --package networkx --isolation spawn,warm
 */
import { parseArgs } from 'node:util';
import {
  compareIsolations,
  describeDifference,
  findSuite,
  installedPackage,
} from '../../packages/cli/dist/compare/index.js';
import { ISOLATIONS } from './isolations.js';

const separator = process.argv.indexOf('--', 2);
const end = separator < 0 ? process.argv.length : separator;
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, end),
  options: {
    python: { type: 'string', default: 'python3' },
    cwd: { type: 'string', default: '.' },
    package: { type: 'string' },
    isolation: { type: 'string', default: ISOLATIONS.join(',') },
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
const isolations = values.isolation.split(',');
const result = await compareIsolations(suite, { jobs: Number(values.jobs), isolations });
const { files, tests, differences, unsteady, notices, seconds } = result;
for (const notice of notices) console.log(notice);
for (const difference of differences) console.log(describeDifference(difference));
for (const difference of unsteady) {
  console.log(`not counted, plain pytest differs from itself: ${describeDifference(difference)}`);
}
const timing = Object.entries(seconds).map(([way, duration]) => `${way} ${duration.toFixed(1)} s`);
console.log(`${files} files, ${tests} tests, ${differences.length} differences (${timing.join(', ')})`);
if (tests === 0) console.log('No test ran: nothing was compared.');
process.exitCode = differences.length === 0 && tests > 0 ? 0 : 1;
