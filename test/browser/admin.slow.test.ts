import type { Route } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { enterAdmin } from './support/admin.ts';
import { axeFindings } from './support/axe.ts';
import { openPage, useBrowser } from './support/browser.ts';

useBrowser();

test('without the key nothing is shown, and a wrong one is refused in words', async () => {
  const { page, complaints } = await openPage('/admin');
  await page.locator('input[name="key"]').fill('not-the-key-at-all');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).not.toBe('');
  expect(await page.locator('section').count()).toBe(0);
  await expect.poll(() => complaints.length).toBe(1); // the browser tells it after the page does
  expect(complaints.splice(0)).toEqual([expect.stringMatching(/401|403/)]);
  expect(await axeFindings(page)).toEqual([]);
});

test('a reindex is started, followed to its end, and rolled back; nothing of the key is kept', async () => {
  const { page } = await openPage('/admin');
  await enterAdmin(page);
  const live = page.locator('tr', { has: page.locator('strong', { hasText: 'live' }) });
  const before = await live.locator('td').first().textContent();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('progress').waitFor();
  expect(await page.locator('[data-status]').textContent()).toMatch(/files/);
  await expect.poll(() => live.locator('td').first().textContent(), { timeout: 50_000 }).not.toBe(before);
  expect(await page.locator('[data-outcome="succeeded"]').count()).toBe(1);
  expect(await page.locator('[data-guard="accepted"]').count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: `Go back to ${before!}` }).click();
  expect(await page.getByRole('dialog').textContent()).toContain(before!);
  expect(await axeFindings(page), 'question').toEqual([]);
  await page.keyboard.press('Escape'); // nothing happens, and the focus is where it was
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Go back to ${before!}`);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
  await expect
    .poll(() => page.getByRole('status').first().textContent())
    .toContain(`Readers see generation ${before!}`);
  await expect.poll(() => live.locator('td').first().textContent()).toBe(before);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
  expect(kept).not.toContain(inject('adminKey'));
});

test('a running reindex is canceled; a try publishes nothing', async () => {
  const { page } = await openPage('/admin');
  await enterAdmin(page);
  const live = await page.locator('tr', { hasText: 'live' }).locator('td').first().textContent();
  await page.getByLabel('Try without publishing').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('[data-outcome="canceled"]').waitFor({ timeout: 50_000 });
  expect(await page.locator('tr', { hasText: 'live' }).locator('td').first().textContent()).toBe(live);
});

test('axe finds nothing while a reindex is under way', async () => {
  const { page } = await openPage('/admin', { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await page.route('**/admin/reindex/*/events', () => undefined); // no news: on the page it goes on for as long as axe takes
  await enterAdmin(page);
  await page.getByLabel('Try without publishing').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('progress').waitFor();
  expect(await axeFindings(page, 'main')).toEqual([]);
  const headers = { authorization: `Bearer ${inject('adminKey')}` };
  const jobs = async (): Promise<string> =>
    (await page.request.get(`${inject('site')}/admin/reindex`, { headers })).text();
  await expect.poll(jobs, { timeout: 50_000 }).not.toMatch(/"status":"(enqueued|processing)"/);
});

test('an article is written, changed, taken down with a reason, and let back, by keyboard alone', async () => {
  const { page, complaints } = await openPage('/admin');
  await enterAdmin(page);
  const said = page.getByRole('status').filter({ hasText: 'edited-by-hand' });
  const searched = async (): Promise<string[]> =>
    (
      (await (await page.request.get(`${inject('site')}/api/search?q=zanzibarquarterly`)).json()) as {
        hits: { title: string }[];
      }
    ).hits.map(({ title }) => title);
  await page.getByLabel('Id or address').fill('edited-by-hand');
  await page.keyboard.press('Enter');
  await expect.poll(() => said.textContent()).toContain('There is no article edited-by-hand');
  await page.getByLabel('Title').fill('A first try');
  await page.getByLabel('Text').fill('The Zanzibarquarterly reports from Iraq on a single article written by hand.');
  await page.getByLabel('Date').fill('2024-05');
  await page.keyboard.press('Enter');
  await expect.poll(() => said.textContent()).toContain('edited-by-hand is published');
  expect(await searched()).toEqual(['A first try']);

  await page.getByLabel('Title').fill('A second try <b>');
  await page.getByLabel('Author').fill('Somebody');
  await page.keyboard.press('Enter');
  await expect.poll(searched).toEqual(['A second try <b>']);
  expect(await page.getByLabel('Date').inputValue()).toBe('2024-05');
  await page.getByLabel('Date').fill('the day before');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.locator('.dl-admin-problem, .dl-admin-done').allTextContents())
    .toSatisfy((texts) => (texts as string[]).some((text) => /date/i.test(text)));
  expect(await axeFindings(page), 'editing').toEqual([]);

  await page.getByLabel('Reason').fill('names a "source"');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('dialog').textContent()).toContain('A second try <b>');
  await page.keyboard.press('Enter'); // the first button of the dialog has the focus
  await expect.poll(() => said.textContent()).toContain('is taken down');
  expect(await searched()).toEqual([]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
  const listed = page.locator('.dl-admin-rows li', { hasText: 'edited-by-hand' });
  expect(await listed.textContent()).toContain('names a "source"');
  await listed.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => listed.count()).toBe(0);
  expect(await axeFindings(page), 'after it').toEqual([]);
  expect(complaints.splice(0).every((text) => /40[04]/.test(text))).toBe(true); // the browser's own words
});

test('what is being typed survives the progress of a run', async () => {
  const { page, complaints } = await openPage('/admin');
  await enterAdmin(page);
  await page.getByLabel('Id or address').fill('written-meanwhile');
  await page.keyboard.press('Enter');
  await page.getByLabel('Try without publishing').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('progress').waitFor();
  await page.getByLabel('Title').fill('Half a ti');
  await page.getByLabel('Text').fill('Half a te');
  await page.locator('[data-outcome="succeeded"]', { hasText: 'a try' }).waitFor({ timeout: 50_000 });
  expect(await page.getByLabel('Title').inputValue()).toBe('Half a ti');
  expect(await page.getByLabel('Text').inputValue()).toBe('Half a te');
  await expect.poll(() => complaints.length).toBe(1);
  expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]); // there is no such article yet
});

test('publishing against the guard is asked twice, and what was ticked stays ticked', async () => {
  const { page } = await openPage('/admin');
  await enterAdmin(page);
  const ticks = [page.getByLabel('Publish even if the guard refuses'), page.getByLabel('Only what has changed')];
  for (const tick of ticks) await tick.check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
  expect(await page.locator('progress').count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
  for (const tick of ticks) expect(await tick.isChecked()).toBe(true);
});

test('a question that follows another at once is not closed with it', async () => {
  const { page } = await openPage('/admin');
  await enterAdmin(page);
  await page.getByLabel('Publish even if the guard refuses').check();
  await page.getByRole('button', { name: 'Start' }).click();
  const open = await page.evaluate(async () => {
    const dialog = document.querySelector('dialog')!;
    const closed = new Promise((resolve) => dialog.addEventListener('close', resolve));
    dialog.close();
    document.querySelector<HTMLFormElement>('[data-form="reindex"]')!.requestSubmit();
    await closed;
    return dialog.open;
  });
  expect(open).toBe(true);
});

test('what is typed while an article is being published stays, and is put back by showing the article again', async () => {
  const { page, complaints } = await openPage('/admin');
  await enterAdmin(page);
  const said = page.getByRole('status').filter({ hasText: 'typed-on' });
  const [title, text] = [page.getByLabel('Title'), page.getByLabel('Text')];
  await page.getByLabel('Id or address').fill('typed-on');
  await page.keyboard.press('Enter');
  await title.fill('As it is published');
  await text.fill('Nobody knows yet what comes next.');
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/admin/articles/typed-on', async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Publish' }).click();
  await title.fill('As it goes on');
  await text.fill('This comes next.');
  answer();
  await expect.poll(() => said.textContent()).toContain('typed-on is published');
  expect(await title.inputValue()).toBe('As it goes on');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => title.inputValue()).toBe('As it is published');
  expect(await text.inputValue()).toBe('Nobody knows yet what comes next.');
  expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]); // there was no such article yet
});

test('how things stood never replaces how they stand, whatever order the answers come in', async () => {
  const { page, complaints } = await openPage('/admin');
  await enterAdmin(page);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const holdBack = async (route: Route): Promise<void> => {
    await held;
    await route.continue();
  };
  await page.route('**/admin/insight', holdBack, { times: 1 });
  const asked = page.waitForRequest('**/admin/insight');
  await page.getByLabel('Id or address').fill('nobody');
  await page.keyboard.press('Enter');
  await asked;
  await page.getByLabel('Try without publishing').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('progress').waitFor();
  const outcome = page.evaluate(async () => {
    const progress = document.querySelector('progress')!;
    while (progress.isConnected) await new Promise(requestAnimationFrame);
    return document.querySelector('[data-outcome]')?.textContent;
  });
  answer();
  expect(await outcome).toMatch(/^succeeded.*a try/); // until then it was followed
  expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
});

test('what readers searched is shown, and what nobody found', async () => {
  const { page } = await openPage('/admin');
  for (let times = 0; times < 6; times++)
    await page.request.get(`${inject('site')}/api/search?q=${times < 5 ? 'insightful' : 'once'}`);
  await enterAdmin(page);
  const insight = page.locator('section', { hasText: 'What readers searched' });
  const inVain = insight.locator('h3', { hasText: 'In vain' }).locator('xpath=following-sibling::div[1]');
  expect(await inVain.getByRole('row', { name: 'insightful 5 5' }).count()).toBe(1);
  expect(await insight.innerText()).not.toContain('once');
});

test('the evidence of one article is shown by its address', async () => {
  const { page } = await openPage('/?q=stoltenberg');
  const link = await page.locator('.dl-title a').first().getAttribute('href');
  await page.goto(`${inject('site')}/admin`);
  await enterAdmin(page);
  await page.locator('input[name="id"]').fill(link!);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('.dl-evidence summary').click();
  expect(await page.locator('.dl-evidence dt').first().textContent()).toMatch(/mention/);
  expect(await axeFindings(page)).toEqual([]);
});

test('no reader’s page loads the archivist’s script', async () => {
  const { page } = await openPage('/?q=nato');
  await page.waitForLoadState('networkidle');
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => name.includes('admin'))).toEqual([]);
});
