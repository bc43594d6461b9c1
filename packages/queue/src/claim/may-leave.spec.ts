import { describe, expect, it } from 'vitest';
import { mayLeave } from './may-leave.js';

describe('an idle node', () => {
  it('leaves when nothing runs elsewhere', () => {
    expect(mayLeave({ leased: 0, slots: 4, idleBefore: 0 })).toBe(true);
  });

  it('waits for what it may have to take over', () => {
    expect(mayLeave({ leased: 1, slots: 4, idleBefore: 0 })).toBe(false);
    expect(mayLeave({ leased: 9, slots: 4, idleBefore: 3 })).toBe(false);
  });

  it('leaves when enough others wait already', () => {
    expect(mayLeave({ leased: 1, slots: 4, idleBefore: 2 })).toBe(true);
    expect(mayLeave({ leased: 9, slots: 4, idleBefore: 4 })).toBe(true);
  });
});
