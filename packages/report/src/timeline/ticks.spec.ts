import { expect, it } from 'vitest';
import { tickText, ticks } from './ticks.js';

it.each([
  [0, 5200, 12, ['0', '500ms', '1s', '1.5s', '2s', '2.5s', '3s', '3.5s', '4s', '4.5s', '5s']],
  [1200, 1210, 5, ['1.2s', '1.202s', '1.204s', '1.206s', '1.208s', '1.21s']],
  [0, 7_500_000, 4, ['0', '1h', '2h']],
  [65_000, 130_000, 3, ['1m 30s', '2m']],
])('the ticks from %d to %d', (from, to, most, expected) => {
  expect(ticks(from, to, most).map(tickText)).toEqual(expected);
});
