import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { readFeed } from './feed.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));

const item = (title: string, fields: string, content = '<p>The ferry to the islands sails twice a day again.</p>') =>
  `<item><title>${title}</title><link>https://site.example/${title}</link>
<content:encoded><![CDATA[${content}]]></content:encoded>${fields}</item>\n`;
const status = (value: string, type = 'post') =>
  `<wp:status><![CDATA[${value}]]></wp:status><wp:post_type>${type}</wp:post_type>`;
const exported = (...items: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Site</title>
${items.join('')}</channel></rss>`;

test('of an export only what the site shows is read; what is left out is said, with its line', async () => {
  const page = exported(
    item('Shown', status('publish')),
    item('Draft', status('draft')),
    item('Private', status('private')),
    item('Planned', status('future')),
    item('Locked', `${status('publish')}<wp:post_password><![CDATA[sesame]]></wp:post_password>`),
    item('Open', `${status('publish', 'page')}<wp:post_password></wp:post_password>`),
    item('photo.jpg', status('inherit', 'attachment')),
    item('Menu', status('publish', 'nav_menu_item')),
    item('Styles', status('publish', 'wp_global_styles')),
    item(
      'About <item> in text',
      status('publish', 'report'),
      'A text that speaks of &lt;wp:status>draft&lt;/wp:status>.',
    ),
  );
  const { articles, messages } = await readFeed(page, 'export.xml', boilerplate);
  expect(articles.map(({ title }) => title)).toEqual(['Shown', 'Open', expect.stringContaining('About')]);
  expect(messages.map(({ rule, line, actual }) => [rule, line, actual])).toEqual([
    ['unpublished', 6, 'Draft'],
    ['unpublished', 8, 'Private'],
    ['unpublished', 10, 'Planned'],
    ['unpublished', 12, 'Locked'],
    ['feed-item-skipped', undefined, undefined],
    ['feed-item-skipped', undefined, undefined],
    ['feed-item-skipped', undefined, undefined],
  ]);
});

test('empty lines of a post are its paragraphs, and shortcodes no text', async () => {
  const post = `The ferry sails again.\r
\r
<strong>Twice</strong> a day,\nthe operator said.

[caption id="a" width="300"]<img src="a.jpg" /> The pier[/caption]

<ul><li>One</li></ul>`;
  const { articles } = await readFeed(exported(item('Ferry', status('publish'), post)), 'export.xml', boilerplate);
  const paragraphs = articles[0]!.body.map(({ text }) => text);
  expect(paragraphs.slice(0, 2)).toEqual(['The ferry sails again.', 'Twice a day, the operator said.']);
  expect(paragraphs.join(' ')).not.toMatch(/\[|caption/);
});

test('a feed that is no export is read whole', async () => {
  const page = exported(item('Draft', status('draft'))).replace(
    /xmlns:wp="[^"]*"/,
    'xmlns:wp="https://other.example/"',
  );
  expect((await readFeed(page, 'feed.xml', boilerplate)).articles).toHaveLength(1);
});
