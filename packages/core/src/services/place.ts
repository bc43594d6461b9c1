import { createServer } from 'node:net';

/** What a command is given that it must share with nobody. */
export interface Place {
  /** `{port}`: a port of the loopback interface that was free a moment ago. */
  readonly port: number;
  /** `{directory}`: absolute path of a folder of its own that lives as long as the run. */
  readonly directory: string;
  /** `{slot}`: the slot that it is for; absent when it is for the whole run. */
  readonly slot: number | undefined;
}

/** Puts the values of a place where a text has its placeholders; other braces stay. */
export function fillIn(text: string, place: Place): string {
  return text.replace(/\{(port|directory|slot)\}/g, (_, name: keyof Place) => String(place[name] ?? ''));
}

export function fillInAll(
  variables: Readonly<Record<string, string>>,
  place: Place,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, fillIn(text, place)]));
}

/** A port that nobody listens on now: whoever is given it should listen soon. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
