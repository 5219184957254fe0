import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { timesAsLong } from '../test/support/times-as-long.ts';
import { boilerplateRule, loadBoilerplate, type BoilerplateRules } from './boilerplate.ts';

const DATA = join(import.meta.dirname, '..', 'data', 'boilerplate.jsonl');

async function load(...rules: object[]): Promise<BoilerplateRules> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-rules-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'rules.jsonl');
  await writeFile(path, rules.map((rule) => JSON.stringify(rule)).join('\n'));
  return loadBoilerplate(path);
}

test('every rule that cannot be is refused, with its line and the reason', async () => {
  const rule = { id: 'menu', kind: 'line', pattern: 'home', note: '' };
  const wrong = [
    { ...rule, pattern: 'news' },
    { ...rule, id: 'open', pattern: '(' },
    { ...rule, id: 'odd', kind: 'odd' },
  ];
  await expect(load(rule, ...wrong)).rejects.toMatchObject({
    code: 'invalid_config',
    message: expect.stringMatching(
      /rules\.jsonl:2: id: a rule before has it; .*rules\.jsonl:3: pattern: Invalid regular .*rules\.jsonl:4: kind: one of line, /,
    ) as string,
  });
});

test.each([
  ['© 2024 The Paper', 'copyright'],
  ['The Paper Ltd. COPYRIGHT 2019, some place', 'copyright'],
  ['▬▬▬▬▬▬▬▬', 'rule-line'],
  ['══════', 'rule-line'],
  ['© The Paper 2024. All rights are with those who wrote it.', 'copyright'],
  ['When reprinting, a link to the site is required.', 'reproduction'],
  ['Toute reproduction, même partielle, est interdite.', 'reproduction'],
  ['Queda prohibida la reproducción total o parcial de los textos.', 'reproduction'],
  ['Está prohibida la pesca en el lago desde el lunes, dijo el alcalde.', null],
  ['Reproduction of the species fell after the flood, a link that was required by nobody.', null],
  ['A company of the group. All rights reserved.', 'copyright'],
  ['Tous droits réservés', 'copyright'],
  ['Copyright The Associated Press', 'copyright'],
  ['(c) 2021 The Agency', 'copyright'],
  ['Все права защищены.', 'copyright'],
  ['جميع الحقوق محفوظة لوكالة الأنباء', 'copyright'],
  ['Copyright lawyers said on Tuesday that the ruling would be hard to apply.', null],
  ['(c) the lessee shall keep the premises in good order', null],
  ['The copyright of the film is disputed, a court said on Tuesday.', null],
  ['Nothing of the kind.', null],
  [`Copyright © 2020 The Paper. All rights reserved. ${'Write to the holder of the rights. '.repeat(8)}`, 'copyright'],
  [`The ruling says: copyright © 2020 The Paper. ${'Nobody had asked for it, a court said. '.repeat(8)}`, null],
  ['paper.example › English › Politics', 'site-path'],
  ['The paper said: › more than it knew.', null],
  ['© AP Photo / Jane Doe', 'image-source'],
  ['Photo: Jane Doe/AFP', 'image-source'],
  ['Tweet Pin Share on LinkedIn', 'share-button-row'],
  ['Teilen Merken Drucken', 'share-button-row'],
  ['Partager sur Facebook - Partager sur Twitter - Envoyer par courriel', 'share-button-row'],
  ['Compartir | Tuitear | Enviar', 'share-button-row'],
  ['Pin it Share | Print this,Save', 'share-button-row'],
  ['Partager : Facebook X LinkedIn', 'share-buttons'],
  ['Share of exports falls', null],
  ['Share on X Share on LinkedIn Print Download PDF', 'share-button-row'],
  ['Facebook Viber Copy URL', 'share-buttons'],
  ['MENU NATION EU ECONOMY VOX POP', 'site-menu'],
  ['Already have an account? Log in', 'subscribers-only'],
  ['There are no comments yet. Be the one who begins.', 'comments'],
  ['Must Read', 'recommended'],
  ['Must read what he signs: the mayor of Sandvik', null],
  ['Verantwortlich für den Inhalt: Anna Berg, Telefon 0431 555-0100', 'further-information'],
  ['To unsubscribe, write to the desk.', 'corrections'],
  ['Original language: Norwegian', 'record-field'],
  ['Primary country: Norway', 'record-field'],
  ['Type: what is it good for?', null],
  ['Harbour Relief: view original', 'view-original'],
  ['The Sandvik Letter is sent to its readers. Reproduction only with mention of the source.', 'reproduction'],
  ['Reproduction of the old maps took him all winter', null],
  ['Share: what the X says', null],
  ['Print or save', null],
  ['Home News World Opinion About us', 'site-menu'],
  ["Accueil Monde Économie Culture S'abonner", 'site-menu'],
  ['Home politics and the price of bread', null],
  ['Current location: Home > Region > Harbours', 'breadcrumb'],
  ['Contact us - Imprint - Advertising - Privacy policy', 'site-footer'],
  ['Jobs Help Newsletter Terms of use', 'site-footer'],
  ['Jobs, help and newsletters were promised', null],
  ['Write a comment...', 'comments'],
  ['Comments awaiting approval are not shown.', 'comments'],
  ['Stay updated with us on our channel', 'follow-us'],
  ['What you need to know:', 'recommended'],
  ['[Print this page] [Editor in charge: Jane Doe]', 'editor-in-charge'],
  ['Vous êtes ici : Accueil › Monde', 'breadcrumb'],
  ['Found an error? Select it and press Ctrl+Enter', 'corrections'],
  ['Found an error in the budget', null],
  ['Select the text and press Ctrl + Enter', 'spelling-report'],
  ['Te puede interesar: El precio del pan', 'read-more-inline'],
  ['Deja tu comentario (12)', 'comments'],
  ['Word count: 139', 'word-count'],
  ['Length: 1139 words', 'word-count'],
  ['Length: 120', null],
  ['Reading time 6 min · 41 comments', 'reading-time'],
  ['One long read on Sundays. No spam, ever.', 'no-spam'],
  ['Get the stories that matter, every weekday at six.', 'newsletter'],
  ['Photo from open sources', 'media-player'],
  ['Photos by the thousand were lost when the archive burned', null],
  ['Source: News agencies', 'source'],
  ['Sources: two officials who spoke to the paper. They gave no names.', null],
  ['This article is more than 3 years old', 'article-age'],
  ['Updated at 3:09 p.m. ET', 'update-time'],
  ['Enter your email address', 'newsletter-form'],
  ['To continue reading, please log in.', 'subscribers-only'],
  ['https://example.org/a', 'address'],
  ['Sign up here to get our weekly letter from the coast.', 'to-the-reader'],
  ['By giving your address you agree to our terms.', 'to-the-reader'],
  ['This advertisement has not loaded yet, but your article continues below.', 'to-the-reader'],
  ['You have read all free articles of this month.', 'to-the-reader'],
  ['The platform said that he had broken its own terms of service.', null],
  ['“Click here and you have lost,” said the fraud inspector.', null],
  ['The ministry declined to comment for this story.', null],
  ['* Terms of use', 'corrections'],
  ['• Share on Facebook', 'share-buttons'],
  ['* * *', 'rule-line'],
  ['Sign up!', 'navigation-word'],
  ['Temps de lecture 2 min.', 'reading-time'],
  ['Lesezeit: 3 Minuten', 'reading-time'],
  ['Last updated: 5 hours ago', 'time-ago'],
  ['vor 14 Minuten', 'time-ago'],
  ['AFP via Getty Images', 'picture-agency'],
  ['3304 views 13 mins 0 comments', 'share-count'],
  ['See https://example.org/a for the rest of the text', null],
  ['Jane Doe contributed to this report.', 'desk-contributed'],
  ['— Jane Doe (@janedoe) May 19, 2021', 'embedded-post'],
  ['♦ Receive daily updates in your inbox', 'newsletter'],
  ['You have reached your limit for free articles this month.', 'subscribers-only'],
  ['… we have a small favour to ask. Read on.', 'appeal'],
  ['The hospital has a small favour to ask of the town, its head said.', null],
  ['(Corrects number of men in paragraph 1)', 'wire-note'],
  ['-- BERNAMA', 'sign-off'],
  ['(END)', 'sign-off'],
  ['This content was produced in Sandvik where the law limits what may be said of the harbour', 'law-note'],
  ['Notes to editors:', 'notes-to-editors'],
  ['For more information or to meet the master, please contact: Jane Doe', 'further-information'],
  ['FOR IMMEDIATE RELEASE', 'press-release'],
  ['End of message / 40', 'sign-off'],
  ['The end of the war', null],
  ['joc/rrt', 'sign-off'],
  ['Edited and translated by Jane Doe', 'desk-credits'],
  ['Contributing: Jane Doe', 'desk-contributed'],
  [
    'Contributing: much to the debate is what he has done all his life, and what he will do until he is called away from it, and that, his friends said, is all that there is to be said of him.',
    null,
  ],
  ['jane.doe@example.org', 'address'],
  ['News code: 14000515000372', 'story-number'],
  ['News codes: what they mean', null],
  ['Vol. 12, No. 3', 'page-number'],
  ['Download report (PDF | 1.2 MB)', 'attachment'],
  ['Follow Jane Doe on Twitter at https://twitter.com/janedoe', 'follow-us'],
  ['Follow the money, she said, and look at what is sold on Facebook.', null],
  ['Latest foreign affairs stories', 'recommended'],
  ['View all', 'list-end'],
  ['Photo PAP/Anna Berg', 'image-source'],
  ['Photo of the pier and/or the harbour that nobody took', null],
  ['01:12 - Source: The Star', 'media-player'],
  ['The Star is solely responsible for all content.', 'funding-note'],
  ['More on the subject:', 'recommended'],
  ['Go to accessibility shortcuts', 'skip-link'],
  ['Continue reading below', 'continue-below-ad'],
  ['Advertisement Continue reading the main story', 'advertisement'],
  ['Advertisement 3', 'advertisement'],
  ['Adverts were not the aim of the paper', null],
  ['Subscribe to our letter from the coast', 'newsletter'],
  ['He had to sign up for the army.', null],
  ['This story has been viewed 1,204 times.', 'share-count'],
  ['Views: 120', 'share-count'],
  ['Your Opinion Matters', 'reader-asked'],
  ['Got a tip? Write to our desk', 'reader-asked'],
  ['What do you think about this story?', 'reader-asked'],
  ['What do you think of the harbour?', null],
  ['You can meet all of our writers on Friday. Please join us!', 'to-the-reader'],
  ['Commentaires (12)', 'comments'],
  ['31 Kommentare', 'comments'],
  ['Partager sur Facebook', 'share-buttons'],
  ['Article réservé aux abonnés', 'subscribers-only'],
  ['Le puede interesar', 'recommended'],
  ['View image in fullscreen', 'media-player'],
  ['list of 3 items', 'screen-reader'],
  ['The post Pier closes appeared first on The Star.', 'desk-credits'],
])('%s', async (line, id) => {
  expect(boilerplateRule(line, await loadBoilerplate(DATA))?.id ?? null).toBe(id);
});

test.each(['Startseite | ', 'Pin it '])(
  'a line of nothing but %s costs little more than one of prose',
  async (unit) => {
    const rules = await loadBoilerplate(DATA);
    const tell = (line: string) => () => {
      for (let times = 0; times < 200; times++) expect(boilerplateRule(line, rules)).toBeNull();
    };
    const prose = 'the council met in the old hall and voted on the plan. '.repeat(5).slice(0, 238);
    expect(timesAsLong(tell(unit.repeat(40).slice(0, 238)), tell(prose))).toBeLessThan(10);
  },
);

test('of two rules that know a line the first is told, whether or not it says what its lines hold', async () => {
  const holding = { id: 'holding', kind: 'line', pattern: '.{0,9}(?:c\\+|x).{0,9}', holds: ['c+', 'x'], note: '' };
  const plain = { id: 'plain', kind: 'line', pattern: 'a.*', note: '' };
  expect(boilerplateRule('a c+ b', await load(holding, plain))?.id).toBe('holding');
  expect(boilerplateRule('a c+ b', await load(plain, holding))?.id).toBe('plain');
  expect(boilerplateRule('b cc b', await load(plain, holding))).toBeNull();
  expect(boilerplateRule('b C+ b', await load(holding))?.id).toBe('holding');
});
