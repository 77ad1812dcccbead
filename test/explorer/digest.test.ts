/** Digests are the same for the same data, and for no other. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Digest } from '../../analysis/explorer/digest.ts';

function digestOf(value: unknown, numbered: readonly { readonly id: number }[] = []): string {
  const digest = new Digest(numbered);
  digest.add(value);
  return digest.text;
}

/** Few names and few values, so that data often is nearly the same. */
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      undefined,
      true,
      false,
      0,
      1,
      2,
      -1,
      0.5,
      2 ** 40,
      Number.POSITIVE_INFINITY,
      '',
      'a',
      'b',
      'ab',
      '1',
      '0.5',
      'Infinity',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** The data as a text, with what JSON does not tell apart. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' && !Number.isInteger(part) ? { float: String(part) } : part)) ??
    'none'
  );
}

describe('a digest', () => {
  it('is another one of other data', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(data, (value) => {
        const text = written(value);
        const digest = digestOf(value);
        assert.equal(seen.get(digest) ?? text, text);
        seen.set(digest, text);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(seen.size > 500, String(seen.size));
  });

  it('is the same of a copy', () =>
    fc.assert(fc.property(data, (value) => assert.equal(digestOf(structuredClone(value)), digestOf(value)))));

  it('does not tell a field that is not set from one that is not there', () =>
    assert.equal(digestOf({ a: 1, b: undefined }), digestOf({ a: 1 })));

  it('takes the number of what is numbered for all of it, and goes round in no circle', () => {
    const [one, other] = [
      { id: 1, next: {} },
      { id: 2, next: {} },
    ];
    one.next = other;
    other.next = one;
    const all = [one, other];
    assert.equal(digestOf({ at: one }, all), digestOf({ at: one }, all));
    assert.notEqual(digestOf({ at: one }, all), digestOf({ at: other }, all));
    assert.notEqual(digestOf({ at: one }, all), digestOf({ at: 1 }, all));
  });

  it('takes fields as they are given in their place, or leaves them out', () => {
    const object = { a: 1, b: { c: 2 } };
    const replaced = (inPlace: Parameters<typeof Digest.prototype.addObject<typeof object>>[1]): string => {
      const digest = new Digest([]);
      digest.addObject(object, inPlace);
      return digest.text;
    };
    assert.equal(replaced({ b: 3 }), digestOf({ a: 1, b: 3 }));
    assert.equal(replaced({ b: undefined }), digestOf({ a: 1 }));
  });
});
