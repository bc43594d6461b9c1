import { expect, it } from 'vitest';
import { Leases } from './leases.js';

it('all files of a node are renewed together, waiting ones and running ones', () => {
  const leases = new Leases();
  leases.hold('a', 'n:1');
  leases.hold('b', 'n:2');
  leases.start('b', 5000);
  expect(leases.renewal(4999)).toEqual({
    held: [
      { jobId: 'a', claim: 'n:1' },
      { jobId: 'b', claim: 'n:2' },
    ],
    overdue: [],
  });
});

it('a file is not renewed beyond its own time limit, and told once', () => {
  const leases = new Leases();
  leases.hold('a', 'n:1');
  leases.start('a', 5000);
  expect(leases.renewal(5000)).toEqual({ held: [], overdue: ['a'] });
  expect(leases.renewal(5001).overdue).toEqual([]);
});

it('what was released is not renewed', () => {
  const leases = new Leases();
  leases.hold('a', 'n:1');
  leases.release('a');
  leases.start('a', 5000);
  expect(leases.renewal(1).held).toEqual([]);
});
