const isRoot = process.getuid?.() === 0;

/** The same command without root's right to read everything, where it is root who runs the tests (`setpriv`, util-linux). */
export function asOrdinaryUser(command: readonly string[]): readonly string[] {
  const rights = '-dac_override,-dac_read_search';
  return isRoot ? ['setpriv', '--bounding-set', rights, '--inh-caps', rights, ...command] : command;
}
