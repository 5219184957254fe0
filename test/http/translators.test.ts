import { test } from 'vitest';
import { fuzzTranslators } from '../support/fuzz-translators.ts';

test('no query string or facet value becomes more than a value on any engine, nor touches a key’s restriction', () => {
  fuzzTranslators(3_000);
});
