import assert from 'node:assert/strict';
import { toSummary } from '../../core/document.ts';
import type { Hit, MatchRange } from '../../core/result.ts';
import { fold } from '../../core/text.ts';
import { exactly, query, text } from './build.ts';
import type { ReadCase, ReadContext } from './case.ts';

async function hitOf({ reader }: ReadContext, typed: string, id: string): Promise<Hit> {
  const result = await reader.search(query({ text: text(typed), relax: false }));
  return result.hits.find((hit) => hit.document.id === id) ?? assert.fail(`${id} is not found`);
}

const marked = (of: string, ranges: readonly MatchRange[]): string[] =>
  ranges.map(({ start, end }) => of.slice(start, end));

function assertSound(of: string, ranges: readonly MatchRange[]): void {
  let position = 0;
  for (const { start, end } of ranges) {
    assert.ok(start >= position && end > start && end <= of.length, `${start}–${end} of ${of.length}`);
    assert.ok(!/[\uDC00-\uDFFF]/.test(of[start]!), 'begins inside a character');
    position = end;
  }
}

const inTitle = (title: string, typed: string, id: string, expected: readonly string[]): ReadCase => ({
  title,
  run: async (context) => {
    const hit = await hitOf(context, typed, id);
    assertSound(hit.document.title, hit.titleRanges);
    assert.deepEqual(marked(hit.document.title, hit.titleRanges), expected);
  },
});

const inBody = (title: string, typed: string, id: string, expected: readonly string[]): ReadCase => ({
  title,
  run: async (context) => {
    const hit = await hitOf(context, typed, id);
    const found = hit.snippets.flatMap((snippet) => marked(snippet.text, snippet.ranges));
    assert.deepEqual([...found].sort(), [...expected].sort());
  },
});

export const highlighting: readonly ReadCase[] = [
  inTitle('marks a word in the title', 'iraq', 'iraq-mission', ['Iraq']),
  inTitle('marks every word searched', 'nato mission', 'iraq-mission', ['NATO', 'mission']),
  inTitle('marks words with diacritics, after others with some', 'irak', 'turkiye', ['Irak']),
  inTitle('marks a word with diacritics by its plain form', 'turkiye', 'turkiye', ['Türkiye']),
  inTitle('marks Arabic', 'اتفاقا', 'arabic', ['اتفاقا']),
  inTitle('marks after emoji', 'cafe kyiv', 'emoji', ['Café', 'Kyiv']),
  inTitle('marks nothing that is not searched', 'wept', 'emoji', []),
  inTitle('marks a phrase', '"its mission"', 'iraq-mission', ['its', 'mission']),
  inTitle('marks a word found with a typo', 'zepelin', 'old', ['Zeppelin']),
  inBody('marks in the body after emoji of several code points', 'reopened', 'emoji', ['reopened']),
  inBody('marks a word written in mathematical letters', 'far', 'emoji', ['𝒻ar']),
  inBody('marks in the body after Arabic', 'شريك', 'arabic', ['شريك']),
  inBody('marks digits beside letters, and a fraction', 'العراق 5g ½', 'arabic', ['العراق', 'العراق', '5G', '½']),
  inBody('marks beside markup, which stays text', 'bold', 'emoji', ['Bold']),
  inBody('marks a word found with a typo in the body', 'stoltenburg', 'iraq-mission', ['Stoltenberg', 'Stoltenberg']),
  inBody('marks both places of a long body', 'zeppelin', 'body-only', ['zeppelin', 'zeppelin']),
  inBody('does not mark the words of a phrase elsewhere', '"ministers talked"', 'long-name', ['ministers', 'talked']),
  {
    title: 'marks the synonym that was found',
    run: async (context) => {
      const hit = await hitOf(context, 'nato baltic', 'long-name');
      assert.equal(marked(hit.document.title, hit.titleRanges).join(' '), 'North Atlantic Treaty Organization');
    },
  },
  {
    title: 'marks the beginning of a word that is being typed',
    run: async (context) => {
      const hit = await hitOf(context, 'zepp*', 'old');
      assert.equal(hit.titleRanges[0]?.start, 0);
      assert.ok(fold(marked(hit.document.title, hit.titleRanges)[0]!).startsWith('zepp'));
    },
  },
  {
    title: 'does not mark what is excluded',
    run: async (context) => {
      const hit = await hitOf(context, 'zeppelin -nosuchword', 'old');
      assert.deepEqual(marked(hit.document.title, hit.titleRanges), ['Zeppelin']);
    },
  },
  {
    title: 'cuts several snippets, each a part of the body that holds its matches',
    run: async (context) => {
      const hit = await hitOf(context, 'zeppelin', 'body-only');
      const { body } = context.documents.find(({ id }) => id === 'body-only')!;
      assert.equal(hit.snippets.length, 2);
      for (const snippet of hit.snippets) {
        assert.ok(body.includes(snippet.text));
        assert.ok(snippet.text.length < body.length / 2, 'too long');
        assert.deepEqual(marked(snippet.text, snippet.ranges), ['zeppelin']);
        assert.equal(snippet.cutBefore, !body.startsWith(snippet.text));
        assert.equal(snippet.cutAfter, !body.endsWith(snippet.text));
      }
    },
  },
  {
    title: 'cuts snippets at the bounds of words',
    run: async (context) => {
      const hit = await hitOf(context, 'zeppelin', 'body-only');
      const { body } = context.documents.find(({ id }) => id === 'body-only')!;
      for (const { text: cut } of hit.snippets) {
        const start = body.indexOf(cut);
        const around = [body[start - 1], cut[0], cut.at(-1), body[start + cut.length]].map((one) => one ?? ' ');
        assert.ok(!/^\w\w/.test(around[0]! + around[1]!), 'begins inside a word');
        assert.ok(!/^\w\w/.test(around[2]! + around[3]!), 'ends inside a word');
      }
    },
  },
  {
    title: 'gives no more snippets than asked for',
    run: async ({ reader }) => {
      const result = await reader.search(exactly('zeppelin', { snippets: 1 }));
      assert.ok(result.hits.every((hit) => hit.snippets.length === 1));
    },
  },
  {
    title: 'begins the body when nothing in it matched',
    run: async (context) => {
      const hit = await hitOf(context, 'weather', 'bare');
      assert.deepEqual(hit.snippets, [{ text: 'Rain.', ranges: [], cutBefore: false, cutAfter: false }]);
    },
  },
  {
    title: 'begins the body when nothing is searched',
    run: async ({ reader, documents }) => {
      for (const hit of (await reader.search(query())).hits) {
        const { body } = documents.find(({ id }) => id === hit.document.id)!;
        assert.deepEqual(hit.titleRanges, []);
        assert.equal(hit.snippets.length, 1);
        assert.ok(body.startsWith(hit.snippets[0]!.text) && !hit.snippets[0]!.cutBefore);
        assert.deepEqual(hit.snippets[0]!.ranges, []);
      }
    },
  },
  {
    title: 'marks nothing when it is told not to',
    run: async ({ reader }) => {
      for (const hit of (await reader.search(exactly('zeppelin', { highlight: false }))).hits) {
        assert.deepEqual([hit.titleRanges, hit.snippets], [[], []]);
      }
    },
  },
  {
    title: 'ranges are in order, apart, and inside their text, whatever is searched',
    run: async ({ reader }) => {
      for (const typed of ['the', 'harbour report', 'türkiye ırak', 'cafe', 'العراق', '"came in" ship', 'ship 1*']) {
        for (const hit of (await reader.search(query({ text: text(typed) }))).hits) {
          assertSound(hit.document.title, hit.titleRanges);
          for (const snippet of hit.snippets) assertSound(snippet.text, snippet.ranges);
        }
      }
    },
  },
  {
    title: 'gives the article as it is, without body and evidence',
    run: async ({ reader, documents }) => {
      for (const { document } of (await reader.search(query())).hits) {
        assert.deepEqual(document, toSummary(documents.find(({ id }) => id === document.id)!));
      }
    },
  },
];
