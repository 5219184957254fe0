import type { BoilerplateRules } from './boilerplate.ts';
import type { ArticleDraft } from './draft.ts';
import type { Gazetteer } from './gazetteer/gazetteer.ts';
import type { LanguageDetector } from './language/language-detector.ts';

/** What every step may look at. Read once, shared, never changed. */
export interface StepContext {
  readonly gazetteer: Gazetteer;
  readonly boilerplate: BoilerplateRules;
  readonly detectLanguage: LanguageDetector;
}

/** One named, pure step of the pipeline; a fault in the content becomes a message of the draft, never an exception. */
export type Step = (draft: ArticleDraft, context: StepContext) => ArticleDraft;
