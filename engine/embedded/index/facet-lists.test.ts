import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DocumentList } from './document-list.ts';
import { FacetLists } from './facet-lists.ts';

const NAMES = ['a', 'b', 'c'];

/** A column of documents with these values. */
function listsOf(documents: readonly (readonly number[])[]): FacetLists {
  const ends = documents.map((_, index) => documents.slice(0, index + 1).flat().length);
  return new FacetLists({
    starts: Uint32Array.of(0, ...ends),
    values: Uint16Array.from(documents.flat()),
    names: NAMES,
  });
}

const value = fc.integer({ min: 0, max: NAMES.length - 1 });
const several = fc.array(value, { maxLength: 7 });
const one = fc.array(value, { minLength: 1, maxLength: 1 });

test('counts the same by value and by document, and as one counts by hand', () => {
  const columns = fc.oneof(fc.array(several, { maxLength: 40 }), fc.array(one, { maxLength: 40 }));
  fc.assert(
    fc.property(columns, fc.array(fc.nat(39)), (documents, wanted) => {
      const lists = listsOf(documents);
      expect(lists.areSingle).toBe(documents.every((values) => values.length === 1));
      const listed = [...new Set(wanted)].filter((document) => document < documents.length).sort((a, b) => a - b);
      const list = DocumentList.ofListed(Uint32Array.from(listed), listed.length, documents.length);
      const expected = NAMES.map((_, number) =>
        listed.reduce((sum, document) => sum + documents[document]!.filter((own) => own === number).length, 0),
      );
      expected.push(listed.filter((document) => documents[document]!.length === 0).length);
      expect([...lists.countEach(list)].slice(0, NAMES.length + 1)).toEqual(expected);
      expect(expected.map((_, number) => lists.count(number, list.flags))).toEqual(expected);
    }),
  );
});
