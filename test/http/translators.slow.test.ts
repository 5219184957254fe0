import { test } from 'vitest';
import { fuzzTranslators } from '../support/fuzz-translators.ts';

test('a million query strings and facet values through each engine’s translator: no escape, no wider scope', () => {
  fuzzTranslators(340_000, 2);
});
