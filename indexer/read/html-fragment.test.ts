import { expect, test } from 'vitest';
import { fragmentToText } from './html-fragment.ts';

test('blocks stand a blank line apart, and tags are no text', () => {
  expect(fragmentToText('<p>One <b>bold</b> word.</p><div>Two &amp; three</div>')).toBe(
    'One bold word.\n\nTwo & three',
  );
});

test.each([40, 200_000])('what lies %i levels deep is read, and what follows it', (levels) => {
  const deep = `<p>Before.</p>${'<div>'.repeat(levels)}The <em>deepest</em> line.${'</div>'.repeat(levels)}<p>Behind.</p>`;
  const lines = fragmentToText(deep).split(/\n+/);
  expect(lines).toEqual(['Before.', 'The deepest line.', 'Behind.']);
});

test('paragraphs that nobody closes lie beside each other', () => {
  const lines = Array.from({ length: 200 }, (_, number) => `Paragraph ${number}.`);
  expect(fragmentToText(`<div>${lines.map((line) => `<p>${line}`).join('')}</div>`).split('\n\n')).toEqual(lines);
});
