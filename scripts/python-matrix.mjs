// `npm run python-matrix [-- 7.4.4 main]`: the tests of the Python side with each pytest that it is written for.
import { testPythonSide } from './setup/python-side.mjs';
import { ensurePython } from './setup/python-environment.mjs';
import { testedPytest } from './setup/pytest-version.mjs';
import { main, ROOT } from './setup/run.mjs';

main(() => {
  const { lowest, between, newest } = testedPytest(ROOT);
  const wanted = process.argv.slice(2);
  testPythonSide(ROOT, ensurePython(ROOT), wanted.length > 0 ? wanted : [lowest, ...between, newest]);
});
