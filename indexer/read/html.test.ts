import { expect, test } from 'vitest';
import { bodyText } from '../draft.ts';
import { readHtml } from './html.ts';

const PROSE = [
  'The council of the island voted on Monday to rebuild the old harbour, which a storm had destroyed two winters ago.',
  'Fishermen had asked for a longer pier, but the engineers warned that the sea bed would not carry the weight of it.',
  'Work is to begin in the spring, and the mayor hopes that the first boats can moor there before the end of the year.',
  'The opposition called the plan too expensive and wants the question put to the voters, who had turned down a smaller one.',
  'A committee of the assembly will look at the contract first, and the regional court of audit has asked to see it as well.',
  'Until then the ferry calls at the northern pier, which is closed whenever the wind blows from the east for more than a day.',
];
const OTHER = [
  'A choir from the mainland sang in the village church on Sunday, and the pastor counted more listeners than he has parishioners.',
  'The programme held songs in four languages, one of them an old rowing song of the island that only three people still knew by heart.',
  'The choir will come back in the autumn, when the organ has been mended, and wants to bring a children’s choir with it this time.',
  'The money for the organ came from a lottery, a sale of cakes and a legacy that nobody in the parish had heard about before.',
  'The mender of organs, who comes from another island, found a nest of mice in the largest pipe and moved it to a smaller one.',
  'Whoever wants to sing along may come to the school on Thursdays at seven, where there is tea, and where no voice is turned away.',
];

function article(headline: string, prose: readonly string[], date = ''): string {
  return `<article><h1>${headline}</h1>${date}${prose.map((text) => `<p>${text}</p>`).join('')}</article>`;
}

function page(main: string, head = ''): string {
  return `<!doctype html><html><head><title>Harbour to be rebuilt | Island News</title>${head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>${main}
    <footer><p>© 2026 Island News. All rights reserved by the publisher of this page and its partners.</p></footer></body></html>`;
}

test('reads headline, body and date of a plain article', () => {
  const head =
    '<meta property="article:published_time" content="2024-03-05T08:00:00+01:00"><meta property="article:modified_time" content="2024-03-09">';
  const { articles, messages } = readHtml(page(article('Harbour to be rebuilt', PROSE), head), {
    file: 'a.html',
    record: '7',
  });
  expect(messages).toEqual([]);
  expect(articles).toHaveLength(1);
  const [draft] = articles;
  expect(draft).toMatchObject({ file: 'a.html', record: '7', title: 'Harbour to be rebuilt' });
  expect(bodyText(draft!)).toContain(PROSE.join('\n\n'));
  expect(draft!.dateCandidates).toMatchObject([
    { value: '2024-03-05', source: 'meta' },
    { value: '2024-03-09', rejected: 'modified' },
  ]);
});

test('of dates of one kind the nearest to the headline is believed, not those of a menu above it', () => {
  const menu = ['2025-01-31', '2025-01-06', '2022-08-02', '2025-12-17', '2025-12-04']
    .map((day) => `<li><a href="/${day}">What else the harbour needs</a> <time datetime="${day}">${day}</time></li>`)
    .join('');
  const main = article('Harbour to be rebuilt', PROSE, '<time datetime="2017-03-01">1 March 2017</time>');
  const [draft] = readHtml(page(`<ul>${menu}</ul>${main}`), { file: 'a.html' }).articles;
  expect(draft!.dateCandidates.find(({ rejected }) => rejected === undefined)?.value).toBe('2017-03-01');
});

test('a record that was changed before it was published tells of a later printing: the date beside the headline is believed', () => {
  const record = { '@type': 'NewsArticle', datePublished: 'Jun 12, 2025', dateModified: 'Jun 10, 2025' };
  const head = `<script type="application/ld+json">${JSON.stringify(record)}</script>`;
  const main = article('Harbour to be rebuilt', PROSE, '<p>November 2, 2022</p>');
  const [draft] = readHtml(page(main, head), { file: 'a.html' }).articles;
  expect(draft!.dateCandidates.find(({ rejected }) => rejected === undefined)?.value).toBe('2022-11-02');
});

test('the year of a copyright is no date', () => {
  const [draft] = readHtml(page(article('Harbour to be rebuilt', PROSE)), { file: 'a.html' }).articles;
  expect(draft!.dateCandidates.filter(({ rejected }) => rejected === undefined)).toEqual([]);
});

test('several articles on a page become several drafts, each with its own headline and date', () => {
  const first = article(
    'Harbour to be rebuilt',
    PROSE,
    '<time class="entry-date published" datetime="2024-03-05">5 March 2024</time>',
  );
  const second = article(
    'A choir from the mainland',
    OTHER,
    '<time class="entry-date published" datetime="2024-03-04">4 March 2024</time>',
  );
  const { articles } = readHtml(page(`<main>${first}${second}</main>`), {
    file: 'a.html',
    url: 'https://news.example/island/harbour-to-be-rebuilt-123456',
  });
  expect(articles.map(({ title }) => title)).toEqual(['Harbour to be rebuilt', 'A choir from the mainland']);
  expect(articles.map(({ dateCandidates }) => dateCandidates[0]?.value)).toEqual(['2024-03-05', '2024-03-04']);
  expect(bodyText(articles[0]!)).not.toContain(OTHER[0]);
  expect(bodyText(articles[1]!)).toContain(OTHER[1]);
});

test('the articles of a page that is an article by another headline are its sections, and its metadata tells its date', () => {
  const sections = article('What the council says', PROSE) + article('What the opposition says', OTHER);
  const head =
    '<meta property="og:type" content="article"><meta property="article:published_time" content="2024-03-05T08:00:00+01:00">';
  const { articles } = readHtml(page(`<main><h1>Harbour to be rebuilt</h1>${sections}</main>`, head), {
    file: 'a.html',
  });
  expect(articles.map(({ dateCandidates }) => dateCandidates[0]?.value)).toEqual(['2024-03-05']);
  const both = readHtml(
    page(`<main>${article('Harbour to be rebuilt', PROSE)}${article('A choir', OTHER)}</main>`, head),
    {
      file: 'a.html',
    },
  );
  expect(both.articles.map(({ title, dateCandidates }) => [title, dateCandidates[0]?.value])).toEqual([
    ['Harbour to be rebuilt', '2024-03-05'],
    ['A choir', undefined],
  ]);
});

test.each([
  ['published', '2024-03-05T18:52:11+00:00'],
  ['updated', '2024-03-05T18:52:11+00:00'],
  ['not-published', undefined],
])('a title is a date where the class says so as hAtom does: %s', (name, form) => {
  const main = article(
    'Harbour to be rebuilt',
    PROSE,
    `<span class="${name}" title="2024-03-05T18:52:11+00:00"></span>`,
  );
  const [draft] = readHtml(page(main), { file: 'a.html' }).articles;
  expect(draft!.dateCandidates.find(({ rejected }) => rejected === undefined)?.form).toBe(form);
});

test('a list whose items have prose of their own is told by its items and its headline; below an article it is none', () => {
  const items = Array.from(
    { length: 20 },
    (_, at) =>
      `<div class="entry"><h3><a href="/p${at}">Programme number ${at} of the institute</a></h3><p>The programme brings together people from every part of the island, who meet once a month in the old town hall and speak about what they have found, part ${at}.</p><a href="/p${at}">Learn more</a></div>`,
  ).join('');
  const lead = '<p>These are the programmes of the institute, which are open to everybody who lives on the island.</p>';
  const list = readHtml(page(`<main><h1>Programmes</h1>${lead}${items}</main>`), { file: 'a.html' });
  expect(list.messages.map(({ rule }) => rule)).toEqual(['html-list']);
  const below = readHtml(page(`<main>${article('Harbour to be rebuilt', [...PROSE, ...OTHER])}${items}</main>`), {
    file: 'a.html',
  });
  expect(below.articles.map(({ title }) => title)).toEqual(['Harbour to be rebuilt']);
});

test('pages of goods and of teasers hold no article, and say so', () => {
  const goods = Array.from(
    { length: 24 },
    (_, at) =>
      `<li class="product-card"><a href="/products/${at}"><img src="${at}.jpg"></a><h3><a href="/products/${at}">Oilskin jacket number ${at + 1} for the fishing fleet</a></h3><p class="price">€${at + 40}.00</p><button>Add to cart</button></li>`,
  );
  const shop = `<main><h1>Jackets</h1><p>Jackets for every weather, from oilskin to wool, made on the island since 1921.</p>
    <select><option>Sort by</option></select><button>Filter</button><ul>${goods.join('')}</ul></main>`;
  const teasers = [...PROSE, ...OTHER].map(
    (text, at) =>
      `<article class="teaser"><h2><a href="/news/${at}">${text.slice(0, 60)}</a></h2><p>${text.slice(0, 110)} …</p><a href="/news/${at}">Read more</a></article>`,
  );
  for (const [main, url] of [
    [shop, 'https://shop.example/collections/jackets'],
    [`<main><h1>News</h1>${teasers.join('')}</main>`, 'https://news.example/news/'],
  ] as const) {
    const { articles, messages } = readHtml(page(main), { file: 'a.html', url });
    expect(articles).toEqual([]);
    expect(messages).toMatchObject([{ severity: 'warning' }]);
  }
});

test('where the page shows no article, the text that a script is to set is read', () => {
  const text = PROSE.map((paragraph) => `<p class="text">${paragraph}</p>`).join('');
  const scripts = [
    `self.push({"note":"<p>One.</p>","detail":{"content":${JSON.stringify(text).replaceAll('<', '\\u003c')}}})`,
    `var page = {"content":${JSON.stringify(text).replaceAll('/', '\\/')}, "more": 1};`,
  ];
  const shell = (script: string) =>
    `<html><head><title>Harbour to be rebuilt</title></head><body><div id="root"></div>${script}</body></html>`;
  const states = { '@type': 'NewsArticle', headline: 'Harbour to be rebuilt', articleBody: PROSE.join('\n') };
  for (const script of [
    ...scripts.map((code) => `<script>${code}</script>`),
    `<script type="application/ld+json">${JSON.stringify(states)}</script>`,
  ]) {
    const { articles } = readHtml(shell(script), { file: 'a.html' });
    expect(articles.map((draft) => [draft.title, bodyText(draft)])).toEqual([
      ['Harbour to be rebuilt', PROSE.join('\n\n')],
    ]);
  }
  for (const broken of ['"<p>a</p>'.repeat(400), `{"a":"${'<p>\\x</p>'.repeat(200)}"}`])
    expect(readHtml(shell(`<script>${broken}</script>`), { file: 'a.html' }).articles).toEqual([]);
});

test('thousands of scripts that never end are passed over at once', () => {
  for (const opening of ['<script>', '<script ', '<script "<p></p>']) {
    expect(readHtml(`<html><body>${opening.repeat(150_000)}`, { file: 'a.html' }).articles).toEqual([]);
  }
});

test('a page whose UTF-8 was read as Latin-1 is read as it was meant', () => {
  const twice = Buffer.from(
    page(
      article(
        'Der Hafen',
        Array.from({ length: 4 }, (_, at) => `${PROSE[at % PROSE.length]!} Für die Fähren wäre das schön.`),
      ),
    ),
  ).toString('latin1');
  expect(bodyText(readHtml(twice, { file: 'a.html' }).articles[0]!)).toContain('Für die Fähren wäre das schön.');
});

test('a page without text yields no article and says so', () => {
  const { articles, messages } = readHtml('<html><body><nav>Home</nav></body></html>', { file: 'empty.html' });
  expect(articles).toEqual([]);
  expect(messages).toMatchObject([{ file: 'empty.html', severity: 'warning' }]);
});

test('a shop window is no article', () => {
  const goods = Array.from(
    { length: 30 },
    (_, at) =>
      `<li class="product"><a href="/p/${at}"><img src="x.jpg"><h3>Lamp number ${at}</h3></a><span class="price">$${at + 20}.00</span><button>Add to cart</button></li>`,
  );
  const { articles, messages } = readHtml(page(`<h1>Lamps</h1><ul class="products">${goods.join('')}</ul>`), {
    file: 'lamps.html',
    url: 'https://shop.example/collections/lamps',
  });
  expect(articles).toEqual([]);
  expect(messages).toHaveLength(1);
});

test('hostile attributes and texts stay text', () => {
  const hostile = `<p onclick="alert(1)" class="${'x '.repeat(5_000)}">${PROSE[0]!} &lt;script&gt;alert(1)&lt;/script&gt; <img src=x onerror=alert(1)></p>`;
  const { articles } = readHtml(page(article('Harbour', [...PROSE]).replace('</h1>', `</h1>${hostile}`)), {
    file: 'a.html',
  });
  const text = bodyText(articles[0]!);
  expect(text).toContain('<script>alert(1)</script>'); // as written, as text: whoever shows it escapes it
  expect(text).not.toContain('onerror');
});

test('the result can be sent to another thread as it is', () => {
  const read = readHtml(page(article('Harbour to be rebuilt', PROSE)), { file: 'a.html' });
  expect(structuredClone(read)).toEqual(read);
});
