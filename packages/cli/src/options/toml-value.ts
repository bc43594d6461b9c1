import type { TomlValue } from 'smol-toml';
import type { OptionType } from './option-type.js';

/** The value that TOML says, as a string or as what the type allows in place of one; `undefined` when it is not allowed. */
export function valueFromToml<Value>(
  { parse, toml = [] }: OptionType<Value>,
  value: TomlValue,
  base: string,
): Value | undefined {
  if (typeof value === 'string') return parse(value, base);
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  return toml.includes(typeof value as 'number' | 'boolean') ? parse(String(value), base) : undefined;
}
