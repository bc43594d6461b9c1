import { keyLines } from '../tables/key-lines.js';
import type { Keys } from '../tables/read-table.js';
import { SERVICE_KEYS, SETUP_KEYS, TEARDOWN_KEYS } from './service-keys.js';

/** The part of `docs/options.md` about services, set-up and teardown. */
export function servicesDocument(): readonly string[] {
  return [
    '## Services, set-up and teardown',
    '',
    'What they are for, with recipes: [services.md](services.md). In commands, `env`, `export` and `ready`, `{port}` is a port that was free a moment ago, `{directory}` a folder of its own that lives as long as the run, and `{slot}` its slot where it is there per slot.',
    ...section(
      'services',
      'Each of them is started before the first file that needs it, and runs until the run ends.',
      SERVICE_KEYS,
    ),
    ...section('setup', 'Each of them has to end with 0 before the first file that needs it.', SETUP_KEYS),
    ...section(
      'teardown',
      'Each of them runs after the last file, in the order in which they are written, if a file that needs it ran.',
      TEARDOWN_KEYS,
    ),
  ];
}

function section(table: string, text: string, keys: Keys): readonly string[] {
  return ['', `### \`[[tool.steadfast.${table}]]\``, '', text, '', ...keyLines(keys)];
}
