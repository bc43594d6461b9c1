/** `$NAME` and `${NAME}` as Python's `os.path.expandvars` has them: what is not set stays as it is. */
export function expandVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return text.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (whole, name: string | undefined, braced: string | undefined) =>
      environment[name ?? braced ?? ''] ?? whole,
  );
}
