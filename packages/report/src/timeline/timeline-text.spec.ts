import { expect, it } from 'vitest';
import { sampleRecord } from '../testing/sample-record.js';
import { timelineText } from './timeline-text.js';

it('shows the lanes of a run in characters', () => {
  expect(timelineText(sampleRecord(), 30)).toBe(
    [
      'slot 0 ·····▒█···✗✗······✗✗···▒▒····· 20 %',
      '       0                        30.0s',
      '       █ tests  ▒ start-up  ✗ failed  ? not found  · idle',
    ].join('\n'),
  );
});
