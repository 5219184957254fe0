import type { ArticleDraft } from './draft.ts';
import type { Step, StepContext } from './step.ts';
import { checkSize } from './steps/check-size.ts';
import { checkStated } from './steps/check-stated.ts';
import { chooseDate } from './steps/choose-date.ts';
import { readDateline } from './steps/dateline.ts';
import { detectLanguage } from './steps/detect-language.ts';
import { stripBoilerplate } from './steps/strip-boilerplate.ts';
import { tagCountries } from './steps/tag-countries.ts';
import { tagOrganisations } from './steps/tag-organisations.ts';
import { tagRegions } from './steps/tag-regions.ts';
import { withMessages } from './steps/with-messages.ts';

/**
 * What happens to every article, in this order, after a reader has found it (flat pages through `split-page`) and before
 * `identify`, `merge-repeats` and `to-document` make documents of all of them.
 */
export const PIPELINE: readonly { readonly name: string; readonly step: Step }[] = [
  { name: 'check-stated', step: checkStated },
  { name: 'strip-boilerplate', step: stripBoilerplate },
  { name: 'read-dateline', step: readDateline },
  { name: 'detect-language', step: detectLanguage },
  { name: 'choose-date', step: chooseDate },
  { name: 'tag-countries', step: tagCountries },
  { name: 'tag-organisations', step: tagOrganisations },
  { name: 'tag-regions', step: tagRegions },
  { name: 'check-size', step: checkSize },
];

/** Runs every step. One that fails becomes a message of the draft, which goes on without it: no article is lost to a fault. */
export function runPipeline(draft: ArticleDraft, context: StepContext): ArticleDraft {
  let current = draft;
  for (const { name, step } of PIPELINE) {
    try {
      current = step(current, context);
    } catch (error) {
      const reason = `step ${name} failed: ${error instanceof Error ? error.message : String(error)}`;
      current = withMessages(current, [{ rule: 'step-failed', reason }]);
    }
  }
  return current;
}
