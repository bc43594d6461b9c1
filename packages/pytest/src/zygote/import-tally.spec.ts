import { expect, it } from 'vitest';
import { ImportTally, type SeenModule } from './import-tally.js';

const module = (name: string): SeenModule => [name, `/lib/${name}.py`, false];

it('knows what more than half of the attempts imported, in order', () => {
  const tally = new ImportTally();
  tally.add([module('numpy'), module('app'), module('rare')]);
  tally.add([module('app'), module('half')]);
  tally.add([module('numpy'), module('app'), module('half')]);
  tally.add([module('numpy')]);
  expect(tally.reports).toBe(4);
  expect(tally.usual().map(([name]) => name)).toEqual(['numpy', 'app']);
});

it('knows nothing without reports', () => {
  expect(new ImportTally().usual()).toEqual([]);
});
