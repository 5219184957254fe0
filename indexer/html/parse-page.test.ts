import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_LIMITS, parsePage } from './parse-page.ts';
import { findElements, textOf, walkElements, type PageElement } from './page-tree.ts';

function deepest(root: PageElement): number {
  let depth = 0;
  walkElements(root, (element) => {
    let level = 0;
    for (let at = element.parent; at; at = at.parent) level += 1;
    depth = Math.max(depth, level);
    return undefined;
  });
  return depth;
}

test('reads elements, attributes, text and entities', () => {
  const { root } = parsePage('<p class=a>Caf&eacute; <b>&amp; bar</b></p><p>two');
  const [first, second] = findElements(root, 'p');
  expect(first!.attributes).toEqual({ class: 'a' });
  expect(textOf(first!)).toBe('Café & bar');
  expect(textOf(second!)).toBe('two');
});

test('keeps JSON-LD, and no other script, style or template', () => {
  const { root, structuredData } = parsePage(
    '<script>var a = "<p>no</p>"</script><style>p{}</style><template><p>no</p></template>' +
      '<script type="application/ld+json">{"@type":"Thing"}</script><noscript><p>no</p></noscript><p>yes</p>',
  );
  expect(structuredData).toEqual(['{"@type":"Thing"}']);
  expect(textOf(root)).toBe('yes');
});

test('the text after a nested opaque element is not lost', () => {
  expect(textOf(parsePage('<svg><g><title>x</title></g></svg><p>after</p>').root)).toBe('after');
});

test.each([
  ['divs', '<div>', '</div>'],
  ['unclosed inline elements', '<i>', ''],
  ['list items', '<ul><li>', ''],
])('nesting beyond the limit is flattened and told: %s', (_name, open, close) => {
  const { root, cut } = parsePage(`${open.repeat(5_000)}<p>kept</p>${close.repeat(5_000)}<p>after</p>`);
  expect(deepest(root)).toBeLessThanOrEqual(PAGE_LIMITS.depth + 1);
  expect(textOf(root)).toContain('kept');
  expect(textOf(root)).toContain('after');
  expect(cut).toContain('depth');
});

test('open tags that never close do not make closing tags slow', () => {
  const start = performance.now();
  parsePage(`${'<a><b>'.repeat(40_000)}${'</i></u>'.repeat(40_000)}`);
  expect(performance.now() - start).toBeLessThan(15_000);
});

test('a page beyond the limit of characters is cut and told', () => {
  const { cut } = parsePage('x'.repeat(PAGE_LIMITS.characters + 1));
  expect(cut).toEqual(['characters']);
});

test('any text is a page', () => {
  const soup = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<div',
        '<p>',
        '</p>',
        '</div>',
        '<!--',
        '-->',
        '<script>',
        '</script>',
        '"',
        '<table><td>',
        '&amp',
        '<svg>',
        '</svg>',
      ),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(soup, (parts) => {
      const { root } = parsePage(parts.join(''));
      expect(root.parent).toBeNull();
      walkElements(root, (element) => {
        for (const child of element.children) if (typeof child !== 'string') expect(child.parent).toBe(element);
        return undefined;
      });
    }),
  );
});
