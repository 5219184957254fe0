import { NewsResults } from '../elements/news-results.ts';
import { NewsSearchBox } from '../elements/news-search-box.ts';
import { define } from './define.ts';

/** The smallest search: `<news-search-box>` and `<news-results>`. */
define('news-search-box', NewsSearchBox);
define('news-results', NewsResults);
