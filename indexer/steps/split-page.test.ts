import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import type { ArticleDraft } from '../draft.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const page = (name: string) => readFileSync(join(ROOT, 'test', 'fixtures', 'pages', name, 'page.txt'), 'utf8');

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(ROOT, 'data', 'boilerplate.jsonl'));
});

const split = (text: string) => splitPage(toPageLines(text), 'page.txt', boilerplate);
const gist = (articles: readonly ArticleDraft[]) =>
  articles.map(({ title, body }) => ({ title, body: body.map((paragraph) => paragraph.text) }));

describe('a page that was damaged on its way keeps its articles', () => {
  const pages = [
    'two-stories-with-captions',
    'clock-and-subhead',
    'section-and-office',
    'wire-story',
    'titles-once',
    'arabic',
  ];
  const damages: Record<string, (text: string) => string> = {
    'Windows line ends and a byte order mark': (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    'every line twice': (text) => text.replace(/^(.+)$/gm, '$1\n$1'),
    'a blank line after each line': (text) => text.replaceAll('\n', '\n\n'),
    'blanks around every line': (text) => text.replace(/^(.+)$/gm, ' \t $1 \u00a0'),
    'no line end at the end': (text) => text.trimEnd(),
  };
  test.each(pages.flatMap((name) => Object.keys(damages).map((damage) => [name, damage] as const)))(
    '%s: %s',
    (name, damage) => {
      expect(gist(split(damages[damage]!(page(name))))).toEqual(gist(split(page(name))));
    },
  );

  test.each(['two-stories-with-captions', 'wire-story', 'titles-once', 'arabic'])('%s without blank lines', (name) => {
    const titles = split(page(name)).map((article) => article.title);
    expect(split(page(name).replace(/\n{2,}/g, '\n')).map((article) => article.title)).toEqual(titles);
  });

  test('without the marks and credits of its captions', () => {
    const bare = page('two-stories-with-captions')
      .replace(/^KH$/gm, '')
      .replace(/ \((?:NTB|Lusa)\)$/gm, '');
    expect(gist(split(bare))).toEqual(gist(split(page('two-stories-with-captions'))));
  });

  test('several pages one after the other', () => {
    const names = ['two-stories-with-captions', 'wire-story', 'section-and-office', 'titles-once'];
    const titles = names.flatMap((name) => split(page(name)).map((article) => article.title));
    expect(split(names.map(page).join('\n\n\n\n')).map((article) => article.title)).toEqual(titles);
  });
});

describe('what is not a header does not begin an article', () => {
  test.each([
    ['a sub-head', 'Owners welcome the longer route'],
    ['a shouted sub-head', 'A QUIET START'],
    ['a question', 'What happens next?'],
    ['a day of a chronology', '6 March 2021'],
    ['a list', 'First things first\nSecond things second\nThird things third'],
  ])('%s', (_, line) => {
    const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
    const articles = split(
      `Council votes on the harbour plan\n\n${prose}\n\n${line}\n\n${prose.replace('old', 'new')}\n`,
    );
    expect(articles).toHaveLength(1);
    expect(articles[0]!.body.map((paragraph) => paragraph.text)).toEqual([
      prose,
      ...line.split('\n'),
      prose.replace('old', 'new'),
    ]);
  });
});

describe('the title at the top of a page', () => {
  const lead =
    'A bridge over the bay opened on Tuesday, a week early, and taxis hooted on it the whole night, the city said.';
  test.each([
    ['below a clock without a year', 'Today: 5 of March\n\nBridge opens over the bay\n\nBridge opens over the bay'],
    ['with the name of the site', 'Bridge opens over the bay | The Star\nBridge opens over the bay'],
    ['in capitals', 'BRIDGE OPENS OVER THE BAY\nCity news for people in a hurry'],
    ['that reads like a link', 'Watch: bridge opens over the bay'],
    ['that ends like a sentence', 'The bridge over the bay is open.\n3 May 2021'],
    [
      'above a caption printed twice',
      'Bridge opens over the bay\nTaxis on the bridge at noon\nTaxis on the bridge at noon',
    ],
    ['above a line for the date', 'Bridge opens over the bay\nDate: 3 May 2021\nPlace: the bay of the old town'],
  ])('%s', (_, header) => {
    const [article, ...others] = split(`${header}\n\n${lead}\n`);
    expect(others).toEqual([]);
    expect(article!.title.toLowerCase()).toMatch(
      /^(?:watch: )?(?:bridge opens over the bay|the bridge over the bay is open\.)$/,
    );
    expect(article!.body.at(-1)!.text).toBe(lead);
  });

  test('a date below it is the article’s, one above it the page’s', () => {
    const source = (text: string) => split(`${text}\n\n${lead}`)[0]!.dateCandidates.map((date) => date.source);
    expect(source('Bridge opens over the bay\nDate: 3 May 2021')).toEqual(['stated-line']);
    expect(source('Date: 3 May 2021\nBridge opens over the bay')).toEqual(['page-clock']);
  });
});

describe('a title printed above a picture and again below it begins an article, whatever it looks like', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const story = (title: string, caption: string, text: string) =>
    [title, '', caption, caption, 'KH', '', title, '', caption, caption, '', text].join('\n');
  test.each([
    'WHY THE OLD PIER FELL INTO THE SEA',
    'Is the old pier safe to walk on again? Not before next spring.',
    'New photos: the old pier before the storm',
    'Old pier to close? (UPDATED)',
  ])('%s', (title) => {
    const [first, second, ...others] = split(
      `${story('Council Votes on the Plan', 'The Old Hall', prose)}\n\n\n\n${story(title, 'The pier at noon', prose.replace('old', 'new'))}`,
    );
    expect(others).toEqual([]);
    expect([first!.title, second!.title]).toEqual(['Council Votes on the Plan', title]);
    expect(second!.body.map((paragraph) => paragraph.text)).toEqual([prose.replace('old', 'new')]);
    expect(second!.captions.map((caption) => caption.text)).toEqual(['The pier at noon']);
  });

  test('but not a paragraph that a page prints twice', () => {
    const [article, ...others] = split(
      [
        'Council votes on the plan',
        prose,
        'It was late.',
        'KH',
        prose,
        'Nobody left early, and the lights stayed on.',
      ].join('\n'),
    );
    expect(others).toEqual([]);
    expect(article!.title).toBe('Council votes on the plan');
  });
});

test('below the header a caption is told by its credit, and a paragraph that its agency signs is no caption', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const lines = [
    'A chair in the hall. Photo: Jane Doe/EPA',
    'It voted. It went home. (dpa)',
    'The hall is now closed. (dpa)',
  ];
  const [article] = split(
    ['Council votes on the plan', prose, lines[0], prose.replace('old', 'new'), ...lines.slice(1)].join('\n'),
  );
  expect(article!.captions.map((caption) => caption.text)).toEqual([lines[0]]);
  expect(article!.body.map((paragraph) => paragraph.text)).toEqual([
    prose,
    prose.replace('old', 'new'),
    ...lines.slice(1),
  ]);
});

test('an agency behind a dash makes a caption of a line below the title, not of the title', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const [article] = split(['Council votes on the plan - AFP', 'The old hall at noon - AFP', prose].join('\n'));
  expect(article!.title).toBe('Council votes on the plan - AFP');
  expect(article!.captions.map((caption) => caption.text)).toEqual(['The old hall at noon - AFP']);
});

test('a question below the title is no section', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const [article] = split(['Council votes on the plan', 'How did it vote?', prose].join('\n'));
  expect(article!.body.map((paragraph) => paragraph.text)).toEqual(['How did it vote?', prose]);
});

test('a labelled picture below a subhead begins no article', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const text = `Council votes on the plan\n\n${prose}\n\nWhat Will Happen Next Spring?\n\nImage caption The Old Hall\n\n${prose} It may do so again.`;
  expect(split(text).map((article) => article.body.length)).toEqual([3]);
});

test('no line of any page is lost without a record', () => {
  const sample = page('two-stories-with-captions') + page('wire-story') + page('titles-once') + page('russian');
  const known = fc.constantFrom(...sample.split('\n'));
  const line = fc.oneof(
    { weight: 4, arbitrary: known },
    fc.string({ unit: 'grapheme', maxLength: 90 }),
    fc.constant(''),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const kept = new Set<string>();
      for (const article of split(lines.join('\n'))) {
        kept.add(article.title);
        if (article.dateline) kept.add(article.dateline.text);
        for (const { text } of [...article.body, ...article.captions, ...article.dropped]) kept.add(text);
      }
      const whole = [...kept].join('\n');
      for (const { text } of toPageLines(lines.join('\n'))) expect(whole).toContain(text);
    }),
    { numRuns: 300 },
  );
});

test('a page that was cut off anywhere after its first paragraph keeps its first title', () => {
  const text = page('two-stories-with-captions');
  const [first] = split(text);
  const from = text.indexOf(first!.body[0]!.text) + first!.body[0]!.text.length;
  fc.assert(
    fc.property(fc.integer({ min: from, max: text.length }), (length) => {
      expect(split(text.slice(0, length))[0]!.title).toBe(first!.title);
    }),
  );
});
