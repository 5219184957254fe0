/** What each rule means, for an editor. A rule that is not here is shown by its name. */
const WORDS: Readonly<Record<string, string>> = {
  // where a date comes from
  'front-matter': 'the date field of the page’s front matter',
  record: 'the date field of the record',
  'file-name': 'the day that the name of the file begins with',
  feed: 'the feed’s publication date',
  'json-ld': 'the page’s structured data (datePublished)',
  meta: 'a metadata field of the page',
  'time-element': 'a time element of the page',
  url: 'the address of the page',
  'stated-line': 'a line above the text that states it',
  'stated-below': 'a line below the text that states a date',
  'stated-update': 'a line that states when the page was updated',
  dateline: 'the dateline of the lead',
  caption: 'the date of a picture, which alone does not date the story',
  'archive-caption': 'the date of an archive picture, older than the story',
  'caption-weekday': 'the weekday of the lead, counted from the date of the picture',
  'lead-weekday': 'a full date beside its weekday in the lead',
  edition: 'the date of the edition, at the top of its page',
  'this-month': 'the month that the text calls the current one',
  'page-clock': 'the clock of the page when it was saved, not the story’s date',
  'json-ld-page': 'structured data about the page as a whole',
  itemprop: 'an element marked as the date of publication',
  'time-published': 'a time element named as the date of publication',
  'near-headline': 'a date beside the headline',
  'stated-near-headline': 'a line beside the headline that states it',
  'link-near-headline': 'a date in a link beside the headline',
  'before-article': 'a date just above the text',
  'after-article': 'a date just below the text',
  'date-class': 'a date in a place that the page names for dates',
  'modified-line': 'a line that states when the page was changed',
  'other-line': 'a date of something else (an event, a copyright)',
  'url-month': 'the month in the address of the page',
  script: 'a date in the page’s scripts',
  modified: 'when the page was last changed',
  alone: 'a date somewhere on the page',
  shown: 'a date in a text on the page',
  'less-likely': 'less likely than the chosen day',
  'weak-evidence': 'too little to be believed',
  'same-day': 'agrees',
  'no-day': 'does not tell the day',
  // why a line was left out
  'beside-article': 'part of the page, not of the article’s text',
  repeated: 'stands above already',
  'repeated-title': 'the title printed again',
  'repeated-paragraph': 'a paragraph that stands above already',
  'before-title': 'stands above the title',
  'listed-headline': 'the headline of another story in a list',
  section: 'the name of the section',
  'picture-caption': 'the caption of a picture (kept apart from the text)',
  marker: 'initials or a mark without meaning for readers',
  byline: 'names the author (kept as author)',
  'date-line': 'states a date (kept with the date)',
  'shared-ending': 'stands below other articles of the page, too',
  'trailing-line': 'a short line below the end of the text',
  // how much an article has to do with a country or an organisation
  main: 'what the article is about',
  involved: 'involved',
  passing: 'mentioned in passing',
  source: 'only a source of the report',
};

/** A rule's meaning in words. */
export function inWords(rule: string): string {
  const known = WORDS[rule];
  if (known !== undefined) return known;
  const [source, rejected] = rule.split(': ');
  if (source !== undefined && rejected !== undefined) return `${inWords(source)}; not taken: ${inWords(rejected)}`;
  const boilerplate = /^boilerplate:(.+)$/.exec(rule)?.[1];
  return boilerplate === undefined ? rule.replaceAll('-', ' ') : `the page’s, not the article’s (rule ${boilerplate})`;
}
