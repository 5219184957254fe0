import { expect, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

test('a hit tells its date as far as it is known, its source, its tags, several passages and where else it stands', async () => {
  const { page } = await openPage('/?q=iraq+nato+mission&sort=relevance');
  await settled(page);
  const hit = (title: string) => page.locator('.dl-hit', { hasText: title });
  const ofMonth = hit('Italy succeeds Denmark');
  expect(await ofMonth.locator('time').getAttribute('datetime')).toBe('2022-05');
  expect(await ofMonth.locator('.dl-meta').innerText()).toMatch(/^May 2022\s+Meridian Wire/);
  expect(await ofMonth.locator('.dl-tags li').allInnerTexts()).toEqual(
    expect.arrayContaining(['Italy', 'Denmark', 'NATO Mission Iraq']),
  );
  const passages = await ofMonth.locator('.dl-snippet').all();
  expect(passages.length).toBeGreaterThan(1);
  for (const passage of passages) expect(await passage.locator('mark').count()).toBeGreaterThan(0);
  const repeated = hit('Spain Takes the Helm');
  expect(await repeated.locator('.dl-meta').innerText()).toBe('No date');
  expect(await repeated.locator('.dl-also').innerText()).toBe('Also found in 1 other place');
});

test('an article says how precise its date is, why it is tagged, where it was found, and what is like it', async () => {
  const { page } = await openPage('/?q=iraq+nato+mission');
  await settled(page);
  await page.locator('.dl-title a', { hasText: 'Italy succeeds Denmark' }).click();
  await page.locator('h1.dl-headline').waitFor();
  expect(await page.locator('.dl-meta').innerText()).toMatch(/^May 2022\s+day not known\s+Meridian Wire/);
  await page.locator('.dl-evidence summary').click();
  const iraq = page.locator('.dl-evidence dt', { hasText: /^Iraq/ });
  expect(await iraq.innerText()).toMatch(/^Iraq\s+(main subject|involved), \d+ mentions$/);
  expect(await iraq.locator('xpath=following-sibling::dd[1]').innerText()).toMatch(/^\w+ .+ · [a-z-]+, [a-z]+:/);
  expect(await page.locator('.dl-sources li').allInnerTexts()).toEqual([
    expect.stringMatching(/^\S+\.(md|txt|html|jsonl)/),
  ]);
  const related = page.locator('.dl-related a').first();
  const title = await related.innerText();
  await related.click();
  await expect.poll(() => page.locator('h1.dl-headline').innerText()).toBe(title);
});

test('a citation is copied', async () => {
  const { page } = await openPage('/?q=higgs', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.dl-title a').first().click();
  await page.locator('.dl-cite summary').click();
  const citation = page.locator('.dl-citation', { hasText: 'BibTeX' });
  await citation.getByRole('button').click();
  await expect.poll(() => citation.getByRole('button').innerText()).toBe('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await citation.locator('pre').textContent());
});
