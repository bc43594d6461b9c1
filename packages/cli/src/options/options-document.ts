import { COMMAND_HELP, defaultText, spellings } from './help-text.js';
import { COMMANDS, GROUPS } from './option-row.js';
import {
  environmentName,
  isConfigurable,
  longName,
  OPTION_NAMES,
  type OptionName,
  rowOf,
} from './option-table.js';
import { OVERRIDE_KEYS } from './overrides.js';
import { keyLines } from './tables/key-lines.js';
import { servicesDocument } from './services/services-document.js';

/** The text of `docs/options.md`. */
export function optionsDocument(): string {
  return [
    '# Options',
    '',
    'Made from the option table (`packages/cli/src/options/table`); `npm run generate` writes it anew.',
    '',
    'The command line counts more than the environment, the environment more than `[tool.steadfast]` in pyproject.toml. A key or a value that is not allowed is an error that says what is.',
    '',
    ...COMMANDS.map((command) => `- \`${COMMAND_HELP[command].usage}\`: ${COMMAND_HELP[command].purpose}`),
    ...GROUPS.flatMap((group) => [
      '',
      `## ${group}`,
      ...OPTION_NAMES.filter((name) => rowOf(name).group === group).flatMap(section),
    ]),
    '',
    '## Overrides for some files',
    '',
    'Each `[[tool.steadfast.overrides]]` has `paths`, a pattern or a list of patterns relative to the pyproject.toml, and one or more of these keys. Where several match a file, the last one that has the key counts.',
    '',
    ...keyLines(OVERRIDE_KEYS),
    '',
    '```toml',
    '[[tool.steadfast.overrides]]',
    'paths = ["tests/browser/**", "tests/test_upload.py"]',
    'file-timeout = "15m"',
    'group = "browser"',
    '```',
    '',
    ...servicesDocument(),
    '',
  ].join('\n');
}

function section(name: OptionName): readonly string[] {
  const { help, commands } = rowOf(name);
  const fallback = defaultText(name);
  return [
    '',
    `### \`${spellings(name).trim()}\``,
    '',
    help + (fallback === '' ? '' : ` Default: ${fallback}.`),
    '',
    [places(name), `Commands: ${commands.join(', ')}.`].filter(Boolean).join(' '),
  ];
}

function places(name: OptionName): string {
  if (!isConfigurable(name)) return '';
  return `In pyproject.toml \`${longName(name)}\`, in the environment \`${environmentName(name)}\`, in an Nx target \`${name}\`.`;
}
