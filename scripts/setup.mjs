// Makes a fresh clone ready: Node packages and a Python with pytest. Does nothing, quickly, when nothing is missing.
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensurePython } from './setup/python-environment.mjs';
import { ensureRedisServer } from './setup/redis-server.mjs';
import { main, ROOT } from './setup/run.mjs';

main(() => {
  ensureNodePackages(ROOT);
  ensureRedisServer();
  console.log(`Ready, with Python at ${ensurePython(ROOT)}.`);
});
