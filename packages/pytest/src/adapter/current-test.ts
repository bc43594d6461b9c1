import type { TestFile } from '@steadfast/core';

/**
 * The test that a process was started by, as it says in the variable that pytest sets for every phase of every test:
 * https://docs.pytest.org/en/stable/example/simple.html#pytest-current-test-environment-variable
 */
export function testFromEnvironment(
  { path }: Pick<TestFile, 'path'>,
  environment: (name: string) => string | undefined,
): string | undefined {
  const nodeId = environment('PYTEST_CURRENT_TEST')?.replace(/ \((setup|call|teardown)\)$/, '');
  const separator = nodeId?.indexOf('::') ?? -1;
  if (nodeId === undefined || separator < 0) return undefined;
  const file = nodeId.slice(0, separator);
  // pytest's ids begin at its root directory, ours where it was invoked. Any other file belongs to a pytest around this one.
  const isOwn = `/${path}`.endsWith(`/${file}`) || `/${file}`.endsWith(`/${path}`);
  return isOwn ? path + nodeId.slice(separator) : undefined;
}
