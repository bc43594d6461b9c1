import { describe, expect, it } from 'vitest';
import { chooseWorkerIds } from './choose-worker-ids.js';

describe('chooseWorkerIds', () => {
  it('finds plugins that need them, however their names are written', () => {
    expect(chooseWorkerIds('auto', ['pytest_django', 'pytest_cov', 'Pytest.Postgresql'])).toEqual({
      kind: 'given',
      because: 'plugins',
      plugins: ['pytest-django', 'pytest-postgresql'],
    });
    expect(chooseWorkerIds('auto', ['pytest_cov'])).toEqual({ kind: 'none' });
  });

  it('does what it is told, whatever is installed', () => {
    expect(chooseWorkerIds('off', ['pytest_django'])).toEqual({ kind: 'none' });
    expect(chooseWorkerIds('xdist', [])).toEqual({ kind: 'given', because: 'option' });
  });
});
