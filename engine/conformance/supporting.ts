import assert from 'node:assert/strict';
import type { Term } from '../../core/query.ts';
import { exactly, query, text } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertFinds, idsOf } from './case.ts';

const word = (term: string, more: Partial<Term> = {}): Term => ({ kind: 'word', text: term, ...more });

/** Flags of `supports`: both answers are promises. */
export const supporting: readonly ReadCase[] = [
  {
    title: 'OR: finds either word, or takes both as words and says so',
    run: async ({ reader, supports }) => {
      const clauses = [{ anyOf: [word('drought'), word('weather')] }];
      const result = await reader.search(query({ text: { clauses, excluded: [] }, relax: false }));
      assertFinds(result, supports.or ? ['sahel', 'bare'] : []);
      const notice = result.notices.find(({ code }) => code === 'not-supported');
      assert.deepEqual(notice?.words, supports.or ? undefined : ['OR']);
    },
  },
  {
    title: 'field: searches it alone, or everything and says so',
    run: async ({ reader, supports }) => {
      const clauses = [{ anyOf: [word('zeppelin', { field: 'title' })] }];
      const result = await reader.search(query({ text: { clauses, excluded: [] }, relax: false }));
      assertFinds(result, supports.fields ? ['old'] : ['old', 'body-only']);
      const notice = result.notices.find(({ code }) => code === 'not-supported');
      assert.deepEqual(notice?.words, supports.fields ? undefined : ['title:']);
    },
  },
  {
    title: 'proximity: keeps the words near, or takes them as words and says so',
    run: async ({ reader, supports }) => {
      const near = (slop: number) => ({
        clauses: [{ anyOf: [{ kind: 'phrase' as const, text: 'airship days', slop }] }],
        excluded: [],
      });
      const result = await reader.search(query({ text: near(4), relax: false }));
      assertFinds(result, ['old']);
      const tooFar = await reader.search(query({ text: near(2), relax: false }));
      assertFinds(tooFar, supports.proximity ? [] : ['old']);
      const notice = result.notices.find(({ code }) => code === 'not-supported');
      assert.deepEqual(notice?.words, supports.proximity ? undefined : ['~']);
    },
  },
  {
    title: 'long phrases: are exact, or lose nothing and say so',
    run: async ({ reader, supports, documents }) => {
      for (const typed of [
        '"ship 100 came in"',
        '"north atlantic treaty organization"',
        '"ship came in"',
        '"cargo was unloaded slowly"',
        '"ship ship"',
      ]) {
        const result = await reader.search(exactly(typed));
        const found = idsOf(result);
        const notice = result.notices.find(({ code }) => code === 'phrase-in-parts');
        assert.equal(notice?.about, supports.longPhrases ? undefined : typed.replaceAll('"', ''));
        const wanted = count(documents, exactly(typed)).found.map(({ id }) => id);
        if (supports.longPhrases) assert.deepEqual(found.sort(), wanted.sort());
        else
          assert.ok(
            wanted.every((id) => found.includes(id)),
            typed,
          );
      }
    },
  },
  {
    title: 'many words: looks at all of them, or leaves the last out and says so',
    run: async ({ reader, supports }) => {
      const typed = 'secretary general stoltenberg said allies will train more officers in baghdad nosuchword';
      const result = await reader.search(query({ text: text(typed), relax: false }));
      const notice = result.notices.find(({ code }) => code === 'query-shortened');
      if (supports.maxQueryWords >= 12) {
        assertFinds(result, []);
        assert.equal(notice, undefined);
      } else {
        assertFinds(result, ['iraq-mission']);
        assert.deepEqual(notice?.words, typed.split(' ').slice(supports.maxQueryWords));
      }
    },
  },
];
