/** What became of a value from outside: it is what it should be, or it is not, and where not. */
export type Checked<T> =
  { readonly kind: 'valid'; readonly value: T } | { readonly kind: 'invalid'; readonly problem: string };

/** A compiled validator, which leaves what is wrong in `errors`; see `npm run generate`. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?:
    readonly { readonly instancePath: string; readonly message?: string; readonly params: object }[] | null;
}

/** Makes a check of a compiled validator. The type is that from which the validator was made. */
export function checker<T>(validate: Validator): (value: unknown) => Checked<T> {
  return (value) =>
    validate(value)
      ? { kind: 'valid', value: value as T }
      : { kind: 'invalid', problem: problemOf(validate.errors ?? []) };
}

/** Reads JSON from outside. */
export function parseJson(text: string): Checked<unknown> {
  try {
    return { kind: 'valid', value: JSON.parse(text) as unknown };
  } catch (error) {
    return { kind: 'invalid', problem: `it is not JSON: ${(error as Error).message}` };
  }
}

/** `files/3/verdict must be equal to one of the allowed values: passed, flaky` */
function problemOf(errors: NonNullable<Validator['errors']>): string {
  // Of several forms that a value may have, the one that fits furthest tells most.
  const deepest = errors.reduce<(typeof errors)[number] | undefined>(
    (best, error) => (best === undefined || depth(error) > depth(best) ? error : best),
    undefined,
  );
  if (deepest === undefined) return 'it is not what it should be';
  const { instancePath, message = 'is wrong', params } = deepest;
  const allowed =
    'allowedValues' in params && Array.isArray(params.allowedValues)
      ? `: ${params.allowedValues.join(', ')}`
      : '';
  return `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message}${allowed}`;
}

function depth({ instancePath }: { readonly instancePath: string }): number {
  return instancePath.split('/').length;
}
