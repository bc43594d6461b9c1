import { describe, expect, it } from 'vitest';
import { playHistory } from './history.js';

// Two hundred of them: npm run queue-histories
describe('random histories of a build', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('%i: nothing is lost, and nothing counted twice', async (seed) => {
    const { lost, countedTwice, problems, story } = await playHistory(seed);
    expect({ lost, countedTwice, problems }, story.join('\n')).toEqual({
      lost: [],
      countedTwice: [],
      problems: [],
    });
  });
});
