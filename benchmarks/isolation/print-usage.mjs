// Loaded into the command by `node --import`: says at the end what the Node side has cost.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 };
  process.stderr.write(`\nUSAGE ${JSON.stringify(usage)}\n`);
});
