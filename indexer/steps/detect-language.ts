import type { ArticleDraft } from '../draft.ts';
import type { StepContext } from '../step.ts';

const SAMPLE_LENGTH = 600;
/** Running prose shows its language in this much. */
const FIRST_LOOK = 220;
/** So many digits make a table of it, in which few words tell the language. */
const TABLE = /(?:\d\D*){12}/;
/** ISO 639-2 for "undetermined". */
export const UNKNOWN_LANGUAGE = 'und';

/** The language of the article: as its words show, else as its source states, else `und`. */
export function detectLanguage(draft: ArticleDraft, { detectLanguage: detect }: StepContext): ArticleDraft {
  let sample = draft.title;
  for (const paragraph of draft.body) {
    if (sample.length >= SAMPLE_LENGTH) break;
    sample += `\n${paragraph.text}`;
  }
  const stated = draft.stated.language === undefined ? null : primaryLanguage(draft.stated.language);
  const first = sample.slice(0, FIRST_LOOK);
  const isProse = sample.length >= SAMPLE_LENGTH && !TABLE.test(first);
  const detected = (isProse ? detect(first) : null) ?? detect(sample.slice(0, SAMPLE_LENGTH));
  // A template's lang="en" on an Arabic page is common; a page that states what the words nearly say is right.
  return { ...draft, language: detected ?? stated ?? UNKNOWN_LANGUAGE };
}

/** `en-US`, `en_US`, `EN` as `en`; a script that is stated stays (`zh-Hant`). Null when it is no language tag. */
function primaryLanguage(tag: string): string | null {
  try {
    const { language, script } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    if (language === 'und') return null;
    return script === undefined ? language : `${language}-${script}`;
  } catch {
    return null;
  }
}
