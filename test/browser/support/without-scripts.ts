import type { Page } from 'playwright-core';

/** Pages as the server renders them, and nothing after that. */
export async function withoutOurScripts(page: Page): Promise<void> {
  await page.route('**/assets/*.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
}

/**
 * Pages as a browser without scripts shows them, in one that runs axe, which is a script: ours are empty, and the style
 * sheets take the other side of `scripting`.
 */
export async function asWithoutScripts(page: Page): Promise<void> {
  await withoutOurScripts(page);
  await page.route('**/assets/*.css*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/\(scripting: ?(none|enabled)\)/g, (_, state) =>
      state === 'none' ? '(scripting: enabled)' : '(scripting: none)',
    );
    await route.fulfill({ response, body });
  });
}
