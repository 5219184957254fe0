import type { Page } from 'playwright-core';

/**
 * What is wrong with how a page is laid out, in words; [] when nothing is. It looks at boxes and not at pixels, so it says
 * the same on every machine, whatever fonts it has: pictures would have to be retaken for each of them, and would be
 * loosened until they said nothing.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} > ${clientWidth}`);

    const lines: { text: string; element: Element; left: number; right: number; top: number; bottom: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      const text = (node.nodeValue ?? '').trim();
      if (text === '' || element.closest('.dl-hidden, .dl-skip, script, option, title, template')) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom, height } of range.getClientRects()) {
        // A line's box is higher than its letters, and those of neighbours may touch.
        lines.push({ text, element, left, right, top: top + height * 0.3, bottom: bottom - height * 0.3 });
        if (!element.closest('.dl-admin-table') && (left < -0.5 || right > clientWidth + 0.5)) {
          faults.push(`out of the page: ${text}`);
        }
      }
    }
    const sorted = lines.sort((a, b) => a.top - b.top);
    sorted.forEach((one, index) => {
      for (const other of sorted.slice(index + 1)) {
        if (other.top >= one.bottom) break;
        const sticky = [one, other].filter(({ element }) => element.closest('.dl-matches')).length === 1;
        const overlap = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        if (overlap > 1 && one.element !== other.element && !sticky)
          faults.push(`over each other: ${one.text} / ${other.text}`);
      }
    });
    return faults;
  });
}

type Shift = PerformanceEntry & {
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node?: Node | null }[];
};

/** What moves without being asked to (what Chromium counts as layout shift), from the loading of the page on. */
export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = { shifts: [] as string[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue;
        seen.shifts.push(
          ...sources.map(({ node }) =>
            node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeValue),
          ),
        );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    await page.waitForTimeout(500); // for the observer to be told
    return page.evaluate(() =>
      (window as unknown as { seen: { shifts: string[] } }).seen.shifts.map((html) => html.slice(0, 100)),
    );
  };
}

/** How often each of some places has moved up or down while `act` runs, looked at in every frame. */
export async function movesOf(page: Page, selectors: readonly string[], act: () => Promise<void>): Promise<number[]> {
  await page.evaluate((places) => {
    const tops = places.map(() => new Set<number>());
    Object.assign(window, { tops });
    const look = (): void => {
      places.forEach((selector, index) => {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        if (box) tops[index]!.add(Math.round(box.top));
      });
      requestAnimationFrame(look);
    };
    look();
  }, selectors);
  await act();
  return page.evaluate(() => (window as unknown as { tops: Set<number>[] }).tops.map((seen) => seen.size - 1));
}
