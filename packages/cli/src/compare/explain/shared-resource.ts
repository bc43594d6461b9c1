import type { SharedResource } from './explanation.js';

/** What error messages say of what is shared, most telling first. */
const SIGNS: readonly (readonly [SharedResource, RegExp])[] = [
  ['port', /address already in use|EADDRINUSE|WinError 10048|port \d+ .*(in use|taken)|Errno 98\b/i],
  [
    'database',
    /database is locked|deadlock detected|duplicate key|UNIQUE constraint|IntegrityError|OperationalError|ProgrammingError|(database|relation|table) .*(already exists|does not exist)|no such table|being accessed by other users/i,
  ],
  [
    'file',
    /FileExistsError|FileNotFoundError|Errno (17|2)\b|PermissionError|BlockingIOError|No such file or directory/i,
  ],
];

/** What the messages of tests that fail only side by side with others point at. */
export function sharedResource(messages: readonly string[]): SharedResource | undefined {
  return SIGNS.find(([, sign]) => messages.some((message) => sign.test(message)))?.[0];
}
