import type { Adapter } from '@steadfast/core';
import type { AttemptExtension } from './whole-run-part.js';

/** An adapter whose attempts have something done before and after them. */
export function extendAdapter(adapter: Adapter, extensions: readonly AttemptExtension[]): Adapter {
  return {
    ...adapter,
    start: (request) => {
      const environment = { ...request.environment };
      for (const { begin } of extensions) Object.assign(environment, begin?.(request));
      const attempt = adapter.start({ ...request, environment });
      return {
        ...attempt,
        classify: (ending) => {
          for (const { end } of extensions) end?.(request);
          return attempt.classify(ending);
        },
      };
    },
  };
}
