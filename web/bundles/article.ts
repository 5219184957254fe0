import { startCopyButtons } from '../page/copy-buttons.ts';
import { startMatchSteps } from '../page/match-steps.ts';
import { startPreferences } from '../page/preferences.ts';

/** The article page at `/articles/:id`. */
startPreferences();
startMatchSteps();
startCopyButtons();
