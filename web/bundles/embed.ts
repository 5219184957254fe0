import './elements.ts';
import { NewsSearch } from '../elements/news-search.ts';
import { define } from './define.ts';

/** One script tag, one element: `<news-search>`. */
define('news-search', NewsSearch);
