import type { Status } from '../data/status.js';
import { statusLabel, toneOf } from '../data/status.js';

const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  again: 'M12.5 8a4.5 4.5 0 1 1-1.4-3.3M12.5 2.5v3h-3',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.3-1 .8-1 1.5M8 12v.2',
  bolt: 'M9 2L4 9h4l-1 5 5-7H8z',
  drop: 'M8 2.5S4 6.8 4 9.7a4 4 0 0 0 8 0C12 6.800 8 2.500 8 2.500z',
  dash: 'M4.5 8h7',
  ring: 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z',
  chevron: 'M6 4l4 4-4 4',
  search: 'M11 11l3 3M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0z',
  copy: 'M5.5 5.5h8v8h-8zM10.500 5.500v-3h-8v8h3',
  sun: 'M8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500z',
  half: 'M8 2.500a5.500 5.500 0 0 1 0 11zM13.500 8a5.500 5.500 0 1 1-11 0 5.500 5.500 0 0 1 11 0z',
  print: 'M4.500 6V2.500h7V6M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4h-7z',
  back: 'M10 3.500L5.500 8l4.500 4.500',
  plus: 'M8 3.500v9M3.500 8h9',
  run: 'M5 3.500v9l7-4.500z',
  tree: 'M4 2.500v11M4 8h5a2.500 2.500 0 0 0 2.500-2.500V4',
  bulb: 'M6 13.500h4M6.200 11.500c0-1.500-2-2.200-2-4.700a3.800 3.800 0 0 1 7.600 0c0 2.500-2 3.200-2 4.700z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, class: className = '' }: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg class={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sign of a status, in its colour; its name is for those who do not see it. */
export function StatusIcon({ status }: { readonly status: Status }) {
  return (
    <span
      class={`status ${toneOf(status)}`}
      role="img"
      aria-label={statusLabel(status)}
      title={statusLabel(status)}
    >
      <Icon name={iconOf(status)} />
    </span>
  );
}

function iconOf(status: Status): IconName {
  switch (status) {
    case 'passed':
    case 'xpassed':
      return 'check';
    case 'failed':
    case 'error':
      return 'cross';
    case 'flaky':
    case 'recovered':
      return 'again';
    case 'timed-out':
      return 'clock';
    case 'missing':
      return 'question';
    case 'crashed':
      return 'bolt';
    case 'leaked':
      return 'drop';
    case 'skipped':
    case 'xfailed':
      return 'dash';
    case 'unfinished':
    case 'cancelled':
    case 'not-run':
      return 'ring';
  }
}
