import { describe, expect, it } from 'vitest';
import { createPlan } from './plan.js';
import { parsePlan, planText } from './plan-file.js';

const plan = createPlan(
  [
    { path: 'a.py', estimateMs: 1 },
    { path: 'b.py', estimateMs: 2 },
  ],
  2,
);

const parse = (value: unknown) => () => parsePlan(JSON.stringify(value), 'plan.json');

describe('reading a plan', () => {
  it('gives the plan that was written', () => {
    expect(parsePlan(planText(plan), 'plan.json')).toEqual(plan);
  });

  it('says when somebody changed it', () => {
    const [first, second] = plan.shards;
    const swapped = [
      { ...first, files: second?.files },
      { ...second, files: first?.files },
    ];
    expect(parse({ ...plan, shards: swapped })).toThrow('plan.json was changed after it was made');
  });

  it.each([
    ['no JSON', () => parsePlan('{', 'plan.json'), 'plan.json is no plan: it is not JSON'],
    ['something else', parse({ a: 1 }), 'plan.json is not a plan'],
    ['a list', parse([]), 'plan.json is not a plan'],
    ['nothing', parse(null), 'plan.json is not a plan'],
    [
      'another version',
      parse({ ...plan, version: 2 }),
      'a plan of version 2, and this Steadfast reads version 1',
    ],
    ['a shard without files', parse({ ...plan, shards: [{ index: 1 }] }), 'is not a plan: shards/0'],
    ['shards out of order', parse({ ...plan, shards: plan.shards.toReversed() }), 'its shards are not'],
  ])('refuses %s', (_what, read, message) => {
    expect(read).toThrow(message);
  });
});
