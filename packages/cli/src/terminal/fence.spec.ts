import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenceFor } from './fence.js';

describe('the fence around text of tests', () => {
  it('stops commands on GitHub, until a token that no test knows', () => {
    const fence = fenceFor({ GITHUB_ACTIONS: 'true' }, () => 'secret');
    expect(fence('::error::boo')).toBe('::stop-commands::secret\n::error::boo\n::secret::');
    expect(fence('  ##[add-mask]a')).toContain('::stop-commands::');
    expect(fence('nothing')).toBe('nothing');
  });

  it('has another token each time', () => {
    const fence = fenceFor({ GITHUB_ACTIONS: 'true' });
    expect(fence('::a')).not.toBe(fence('::a'));
  });

  it('leaves no command for GitHub outside of it, whatever the text', () => {
    const fence = fenceFor({ GITHUB_ACTIONS: 'true' }, () => 'secret');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(':', '#', '[', '\n', ' ', 'a', 'secret') }), (text) => {
        const fenced = fence(text);
        if (fenced === text) expect(text).not.toMatch(/::|##\[/);
        else
          expect(fenced.startsWith('::stop-commands::secret\n') && fenced.endsWith('\n::secret::')).toBe(
            true,
          );
      }),
    );
  });

  it.each([
    ['Azure', { TF_BUILD: 'True' }, 'a ##vso[task.complete] ##[group]', 'a # #vso[task.complete] # #[group]'],
    [
      'TeamCity',
      { TEAMCITY_VERSION: '1' },
      "##teamcity[testFailed name='a']",
      "# #teamcity[testFailed name='a']",
    ],
    ['GitLab', { GITLAB_CI: 'true' }, 'section_start:1:a', 'section-start:1:a'],
    ['nobody', {}, '::error:: ##vso[a] ##teamcity[a]', '::error:: ##vso[a] ##teamcity[a]'],
  ])('breaks the commands of %s', (_who, environment, text, expected) => {
    expect(fenceFor(environment)(text)).toBe(expected);
  });
});
