import { COMMANDS, option, optional } from '../option-row.js';
import { choice, flag, integer, path, percent } from '../option-type.js';

/** What else there is. */
export const OTHER_OPTIONS = {
  against: option({
    type: choice('pytest', 'xdist', 'file'),
    default: 'pytest',
    help: 'What to compare with: one pytest process, pytest-xdist, or one pytest process per file.',
    group: 'Other',
    commands: ['try'],
    configurable: false,
  }),
  baseline: optional({
    type: path(),
    help: 'The record of an earlier run, to compare the times of the given record with.',
    group: 'Other',
    commands: ['doctor'],
    configurable: false,
  }),
  failSlower: optional({
    type: percent(),
    help: 'Fail when the files that are in both records took so much longer in all.',
    group: 'Other',
    commands: ['doctor'],
    configurable: false,
  }),
  slot: optional({
    type: integer(0),
    help: 'Replay only the files that ran in this slot, one after the other.',
    group: 'Other',
    commands: ['replay'],
    configurable: false,
  }),
  markdown: optional({
    type: path(),
    help: 'Write the report as Markdown, too.',
    group: 'Other',
    commands: ['try'],
    configurable: false,
  }),
  help: option({
    type: flag(),
    default: 'false',
    short: 'h',
    help: 'Show this help.',
    group: 'Other',
    commands: COMMANDS,
    configurable: false,
  }),
  version: option({
    type: flag(),
    default: 'false',
    short: 'V',
    help: 'Show the version of Steadfast.',
    group: 'Other',
    commands: COMMANDS,
    configurable: false,
  }),
} as const;
