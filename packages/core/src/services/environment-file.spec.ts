import { describe, expect, it } from 'vitest';
import { parseEnvironment, readEnvironmentFile } from './environment-file.js';

describe('the environment file', () => {
  it('has a variable in each line, whose value may hold anything', () => {
    expect(parseEnvironment('URL=http://x/?a=b\r\nEMPTY=\n\nTEXT= with spaces \n')).toEqual({
      kind: 'read',
      variables: { URL: 'http://x/?a=b', EMPTY: '', TEXT: ' with spaces ' },
    });
  });

  it.each([
    ['export URL=1', 'it wrote "export URL=1" into $STEADFAST_ENV, which must hold lines such as NAME=value'],
    ['STEADFAST_SLOT=1', "it exports STEADFAST_SLOT: names that begin with STEADFAST_ are Steadfast's own"],
  ])('must not hold %s', (line, problem) => {
    expect(parseEnvironment(`GOOD=1\n${line}\n`)).toEqual({ kind: 'wrong', problem });
  });

  it('need not be there', async () => {
    expect(await readEnvironmentFile('/nowhere/at/all')).toEqual({ kind: 'read', variables: {} });
  });
});
