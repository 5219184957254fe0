import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { kindLines } from './kind-lines.ts';
import { authorOf, hasDateLabel, isOfUpdate, kindOf } from './line-kind.ts';
import { creditOf, findCredit } from './picture-credit.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));

test.each([
  ['The bridge on Tuesday. (AFP)', 'AFP'],
  ['Мост в полдень. Фото: 24.kg', '24.kg'],
  ['Trust for the Old Bridge (TOB)', null],
  ['Trust for the Old Bridge (AFP)', 'AFP'],
  ['Bridge-building as a Service (BaaS)', null],
  ['The bridge on Tuesday [Getty Images]', 'Getty Images'],
  ['The bridge. Photo: Jane Doe', 'Jane Doe'],
  ['The bridge in May. Pic: Harbour Office', 'Harbour Office'],
  ['A topic: the harbour office', null],
  ['The bridge © Jane Doe', 'Jane Doe'],
  ['The bridge. EFE/Ana Ruiz', 'EFE/Ana Ruiz'],
  ['The bridge at noon. Coast Press / Ana Ruiz', 'Coast Press / Ana Ruiz'],
  ['The bridge on Tuesday. Reuters', 'Reuters'],
  ['The bridge on Tuesday REUTERS/Jane Doe', 'REUTERS/Jane Doe'],
  ['The bridge. PHOTO BY J. DOE /AP', 'J. DOE /AP'],
  ['The bridge | Bildquelle: dpa', 'dpa'],
  ['The bridge at noon.—AFP', 'AFP'],
  ['The bridge at noon. STAR FILE PHOTO', 'STAR FILE PHOTO'],
  ['The bridge on May 3, 2021. JANE DOE / AFP', 'JANE DOE / AFP'],
  ['The bridge | POOL / VIA KYODO', 'POOL / VIA KYODO'],
  ['The bridge opens. (J. van der Doe/VOA)', 'J. van der Doe/VOA'],
  ['The bridge opens. (Photo: Office of the Mayor in Sandvik)', 'Office of the Mayor in Sandvik'],
  ['It is open, he said. (Finish)', null],
  ['“It is open.” —Jane Doe', null],
  ['The bridge opens | CITY NEWS', null],
  ['The mayor spoke to Reuters', null],
  ['Mayor trusted by most: Reuters/Ipsos poll', null],
  ['It may open in spring and/or in autumn', null],
  ['The bridge at noon. PHOTO | AFP', 'AFP'],
  ['The bridge at noon (Sandvik presidency)', 'Sandvik presidency'],
  ['The bridge at noon. AFP-Kyodo', 'AFP-Kyodo'],
  ['People on the bridge wave at the boats. Joint Press Corps', 'Joint Press Corps'],
  ['It Is Over for the Old Bridge. Boats Return', null],
  ['It is over, he said. Boats', null],
  ['The bridge opened on Tuesday.', null],
  ['“The bridge opened on Tuesday.”', null],
  ['Photo: the bridge in 2019.', null],
  ['It opened on Tuesday (a week early)', null],
])('%s', (text, credit) => {
  expect(creditOf(text)).toBe(credit);
});

test.each([
  `Photo by ${'a'.repeat(220)}.`,
  `By ${'A-'.repeat(45)}!`,
  `${'A, '.repeat(60)}: Photo by ${'J. '.repeat(20)}`,
])('a hostile line costs little: %s', (text) => {
  const before = performance.now();
  for (let time = 0; time < 100; time++) kindLines([{ text, line: 1, blankBefore: 0 }], boilerplate);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('the words of a credit begin behind the caption', () => {
  const caption = 'The bridge on Tuesday. Photo: Jane Doe/AFP';
  expect(caption.slice(0, findCredit(caption)?.start)).toBe('The bridge on Tuesday. ');
});

test.each([
  ['By ANNA BERG | THE POST Published: February 18, 2021', 'date'],
  ['by: Anna Berg  November 25, 2020, 3:20 pm', 'date'],
  ['Rédigé par Anna Berg le Lundi 4 Mai 2020 à 10:12 | Lu 325 fois', 'date'],
  ['Monday, 16 May 2022 8:12 AM [ Last Update: Monday, 16 May 2022 8:12 AM ]', 'date'],
  ['February 19, 2021 at 2:31 pm | Published in: Europe & Russia, Iraq, Middle East, NATO, News, Syria', 'date'],
  ['Thursday - 6 Jumada al-Thani 1441 AH - 30 January 2020 AD Issue number [15038]', 'date'],
  ['By 3 May 2021 all ferries between the islands are to run on batteries', 'head'],
  ['What the islands have learned from the storm of 3 May 2021 so far', 'head'],
  ['The storm of 3 May 2021 began at 10:15 on the smallest of the islands.', 'prose'],
  ['Par Anna Berg, à Sandvik', 'byline'],
  ['Texte par : Anna Berg', 'byline'],
  ['03.09.23', 'date'],
  ['Coast | Trade | Anna Berg | Published: 03.09.23, 11:48', 'date'],
  ['By Anna Berg, 3/9/23', 'date'],
  ['Version 3.10.21 of the plan for the harbour', 'head'],
  ['Written by: Anna Berg', 'byline'],
  ['Reporting from Old de Sandvik', 'byline'],
  ['From our own correspondent in Sandvik', 'byline'],
  ['From our correspondents we hear little', 'head'],
  ['Staff Writer with NTB February 18, 2021', 'date'],
  ['SANDVIK. March 12. COAST PRESS /Anna Berg/ -', 'dateline'],
  ['Old Sandvik (Norway), Nov 21 (NTB).-', 'dateline'],
  ['The bridge is open again -', 'head'],
  ['• Ferries to the island (Old Harbour Line)', 'head'],
  ['Ferries to the island (Anna Berg)', 'caption'],
  ['Fire on the Old Pier: ‘The Wind Decides.’', 'head'],
  ['Premier to Meet President on Second Day in U.S.', 'head'],
  ['The fire was out by noon, said Harbour Master Anna Berg of Sandvik in the U.S.', 'prose'],
  ['Today: 5 of March', 'clock'],
  ['Сегодня: 12 июня 2025', 'clock'],
  ['اليوم: 12 يونيو 2025', 'clock'],
  ['Balkans | February 3, Wednesday // 10:27', 'date'],
  ['Men of the March 2020 crew', 'head'],
  ['FILE - In this picture of 2 May 2020 the bridge is open. It was closed later. (AP Photo/Jane Doe)', 'caption'],
  ['Image copyright AFP Image caption The bridge on Tuesday', 'caption'],
  [`${'The bridge over the bay '.repeat(12)}in Sandvik, May 3, 2021. REUTERS/Jane Doe`, 'caption'],
  [`${'The bridge over the bay '.repeat(12)}in Sandvik. (RELATED: Bridge Closes Again)`, 'prose'],
  [`${'The bridge over the bay '.repeat(12)}is open, he said. (AP)`, 'prose'],
  ['Image copyright AFP', 'boilerplate'],
  ['UN Photo/Jane Doe', 'caption'],
  ['Boats below the bridge, in Sandvik (NT) - Ana Ruiz/Coastpress', 'caption'],
  ['The bridge is open again - but for whom/why', 'head'],
  ['UN/EU talks', 'head'],
  ['Getty Images The bridge over the bay of Sandvik on the morning after the first storm', 'caption'],
  ['EPA via Getty Images Boats wait below the bridge', 'caption'],
  ['Reuters reporter freed after a night below the bridge', 'head'],
  ['By harbour reporter Anna Berg', 'byline'],
  ['By Coast Press with NTB', 'byline'],
  ['By our correspondent in Sandvik', 'byline'],
  ['Old Sandvik, Norway / Mon, May 3, 2021', 'date'],
  ['Anna Berg | May 3, 2021', 'date'],
  ['Last updated: 07/02 - 09:15', 'date'],
  ['Updated rules for ships 2.0', 'head'],
  ['February 2, 2011|By Anna Berg, The Post', 'date'],
  ['2021-09-15 08:31:17 Source: The Post Author: Anna Berg Responsible editor: Jane Doe of the night desk', 'date'],
  ['THE POST with NTB | Monday, May 3, 2021 | Reading time: 2 minutes', 'date'],
  ['Redacción Sandvik · 3 de mayo de 2021 · Actualizado hace 5 horas', 'date'],
  ['Boats | 3 May 2021 | Piers | Gulls | Storms | Harbours', 'head'],
  ['Edition of Monday, May 3, 2021 Local News, page A9', 'date'],
  ['Source: The Post Author: Anna Berg Time: 2021-05-03 10:15 Font size: [Large] [Small]', 'date'],
  ['PHOTO: Boats on the bay at noon; a flag is raised (The Post) (pg. A9)', 'caption'],
  ['(Photo: private / The Post)', 'boilerplate'],
  ['By: Anna Berg Jr. - @annaberg', 'byline'],
  ['By Anna al-Berg in Old Sandvik', 'byline'],
  ['by our Sandvik correspondent', 'byline'],
  ['Par la rédaction de Namur', 'byline'],
  ['Von unserer Redaktion', 'byline'],
  ['Por la redacción que cerró', 'head'],
  ['by our own account', 'head'],
  ['Boats on the bay at noon. Photo Coast Press / A.-B. C.', 'caption'],
  ['Boats on the bay at noon (the page of the harbour)', 'caption'],
  ['Originally published: 3 May 2021', 'date'],
  ['The bridge over the bay will be open by noon, the harbour master of Sandvik promised. Enditem', 'prose'],
  ['The boats that lie in the old harbour since the storm are counted: there are more than 400. NTB', 'prose'],
  ['The bridge over the bay will be open by noon, the harbour master of Sandvik promised./ End', 'prose'],
  ['Harbour master to meet the heads of all the other harbours on the bay with the mayor of St. Olaf', 'head'],
  ['“It is open,” said Anna Berg. “Who will cross it?”', 'prose'],
])('the kind of “%s”', (text, kind) => {
  expect(kindLines([{ text, line: 1, blankBefore: 0 }], boilerplate).map((line) => line.kind)).toEqual([kind]);
});

test.each([
  ['By Anna Berg', 'Anna Berg'],
  ['Written by: Anna Berg', 'Anna Berg'],
  ['By harbour reporter Anna Berg', 'Anna Berg'],
  ['From our correspondent in Sandvik', undefined],
  ['By our correspondent in Sandvik', undefined],
  ['By our Sandvik correspondent', undefined],
])('who “%s” names', (byline, author) => {
  expect(authorOf(byline)).toBe(author);
});

test.each([
  ['Updated 3 May 2021', true],
  ['Last Update: 3 May 2021', true],
  ['Mis à jour le 3 mai 2021', true],
  ['Dernière mise à jour : 3 mai 2021', true],
  ['Aktualisiert am 3. Mai 2021', true],
  ['Letzte Aktualisierung: 3. Mai 2021', true],
  ['Stand: 3. Mai 2021', true],
  ['Última actualización: 3 de mayo de 2021', true],
  ['Последнее обновление: 3 мая 2021', true],
  ['آخر تحديث: 3 مايو 2021', true],
  ['Published 3 May 2021', false],
  ['Veröffentlicht am 3. Mai 2021', false],
])('%s: the day of a change: %s', (text, expected) => {
  expect(kindOf(text)).toBe('date');
  expect(hasDateLabel(text)).toBe(true);
  expect(isOfUpdate(text)).toBe(expected);
});
