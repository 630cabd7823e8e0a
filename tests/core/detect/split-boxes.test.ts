import { describe, expect, it } from 'vitest';
import { groupFields } from '../../../src/core/detect/split-boxes';
import { fieldOf, pageOf, row } from './facts-of';

const groups = (fields: Parameters<typeof pageOf>[0]) => groupFields(pageOf(fields)).map((group) => group.length);

describe('groupFields', () => {
  it.each([4, 5, 6, 7, 8])('takes %i boxes as one field', (count) => {
    expect(groups({ fields: row(count, () => ({ maxLength: 1 })) })).toEqual([count]);
  });

  it.each([3, 9])('takes %i boxes as so many fields', (count) => {
    expect(groups({ fields: row(count, () => ({ maxLength: 1 })) })).toEqual(Array(count).fill(1));
  });

  it('needs no maxlength where the boxes are small and in a row', () => {
    expect(groups({ fields: row(6, (index) => ({ type: 'number', name: `totpCode_${index}` })) })).toEqual([6]);
  });

  it('lets the first box carry the whole length', () => {
    expect(groups({ fields: row(6, (index) => ({ maxLength: index === 0 ? 6 : 1 })) })).toEqual([6]);
  });

  it('takes wide boxes that are numbered and alike', () => {
    expect(
      groups({
        fields: row(6, (index) => ({ id: `otp${index + 1}`, box: { x: 0, y: 60 * index, width: 300, height: 40 }, maxLength: 1 })),
      }),
    ).toEqual([6]);
  });

  it('keeps two rows of different names apart', () => {
    const fields = [
      ...row(6, (index) => ({ id: `otp${index}`, maxLength: 1 })),
      ...row(6, (index) => ({ id: `verifyOtp${index}`, maxLength: 1 })),
    ];
    expect(groups({ fields })).toEqual([6, 6]);
  });

  it('does not join ordinary fields of a form', () => {
    expect(
      groups({
        fields: ['street', 'town', 'county', 'country'].map((name, index) =>
          fieldOf({ name, box: { x: 0, y: 50 * index, width: 300, height: 30 } }),
        ),
      }),
    ).toEqual([1, 1, 1, 1]);
  });

  it('does not join four numbers of a card', () => {
    expect(
      groups({
        fields: row(4, (index) => ({ name: `card${index}`, maxLength: 4, box: { x: 120 * index, y: 0, width: 110, height: 40 } })),
      }),
    ).toEqual([1, 1, 1, 1]);
  });

  it('leaves out what cannot be filled', () => {
    expect(groups({ fields: [fieldOf({ visible: false }), fieldOf({ editable: false }), fieldOf({ type: 'email' })] })).toEqual([]);
  });
});
