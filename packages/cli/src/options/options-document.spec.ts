import { expect, it } from 'vitest';
import { optionsDocument } from './options-document.js';

it('docs/options.md is what the option table says', async () => {
  await expect(optionsDocument()).toMatchFileSnapshot('../../../../docs/options.md');
});
