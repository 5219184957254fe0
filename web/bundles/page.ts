import './elements.ts';
import { startPreferences } from '../page/preferences.ts';

/** The search page at `/`. */
startPreferences();
