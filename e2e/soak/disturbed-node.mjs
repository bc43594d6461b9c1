// Loaded into the runner: lets the soak set its clock and fill its disk. SIGUSR2 makes it read what is wanted.
import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const realNow = Date.now;
const makeFolder = fs.mkdtempSync;
let wanted = { clockMs: 0, foldersToRefuse: 0 };

process.on('SIGUSR2', () => {
  wanted = JSON.parse(readFileSync(process.env.SOAK_WANTED, 'utf8'));
});
Date.now = () => realNow() + wanted.clockMs;
fs.mkdtempSync = (...given) => {
  if (wanted.foldersToRefuse-- > 0)
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  return makeFolder(...given);
};
syncBuiltinESMExports();
