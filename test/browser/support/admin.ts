import type { Page } from 'playwright-core';
import { inject } from 'vitest';

/** Gives the archivist's page its key, and waits until it shows how things stand. */
export async function enterAdmin(page: Page): Promise<void> {
  await page.locator('input[name="key"]').fill(inject('adminKey'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Generations' }).waitFor();
}
