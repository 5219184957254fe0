import './box-and-results.ts';
import { NewsFacets } from '../elements/news-facets.ts';
import { NewsHistogram } from '../elements/news-histogram.ts';
import { NewsMap } from '../elements/news-map.ts';
import { define } from './define.ts';

/** All elements, for integrators who compose them. */
define('news-facets', NewsFacets);
define('news-histogram', NewsHistogram);
define('news-map', NewsMap);
