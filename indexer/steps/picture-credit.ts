/** What stands before or within a name, in lower case. */
export const NAME_PARTICLE = '(?:al|bin|da|de|del|den|der|di|dos|du|el|la|van|von)';
const NAME_WORD = new RegExp(String.raw`^(?:[\p{Lu}\p{Lo}]|${NAME_PARTICLE}$)`, 'u');

const PICTURE =
  '(?:photo|picture|image|(?<!\\p{L})pic(?=s?:)|foto|photograph|credit|courtesy|crédit photo|bild|bildquelle|fotografía|imagen|фото|fotoğraf)s?(?: by| credit| courtesy| of)?';
const AGENCY = '(?:AFP|AP(?: Photo)?|EFE|EPA|Reuters|REUTERS|Getty(?: Images)?|dpa|DPA|ANSA|Xinhua|TASS)';
const LABEL = new RegExp(`^${PICTURE}[:/| ]+`, 'iu');
const LABELLED = new RegExp(`^${PICTURE}:`, 'iu');
const CREDIT = new RegExp(
  String.raw`(?:[([][^()[\]]{2,60}[)\]]|${PICTURE}[:/| ]+(?:[^.]|\b\p{L}\.|\.(?=\p{L})){2,60}|©\s?[^.]{2,60})$`,
  'iu',
);
const NAMED = String.raw`\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3}`;
const PERSON = String.raw`\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}`;
/** `… of the lake EFE/Ana Ruiz`, `… of the lake. Coast Press/Ana Ruiz`, `… in the port. Reuters`, `… in the port. STAR FILE PHOTO`, `… in the port.—AFP`, `… in the port - Ana Ruiz/Coast Press` */
const AGENCY_LAST = new RegExp(
  String.raw`(?:(?<=[.!?…]["”’]? )(?:${AGENCY}(?:-\p{Lu}\p{L}+)?|[\p{Lu} ]{2,20} PHOTO|(?:\p{Lu}[\p{L}.'’-]* ){1,4}/ ?${AGENCY})|\|\s?[\p{Lu} .'’-]{2,30}(?:/|\bVIA\b)[\p{Lu} .'’-]{2,30}|(?<=[.!?…]["”’]? )${NAMED} ?/ ?${NAMED}|(?<=\p{L}\)? [-–—] )${PERSON}/${NAMED}|(?<=\p{Ll}[.!?])—\p{Lu}[\p{L}.’-]*(?: [\p{L}.’-]+){0,2}|(?<= )${AGENCY}\s?/\s?\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})$`,
  'u',
);
/** `… he said. (dpa)`, `… he said. EFE` */
export const SIGNED = new RegExp(String.raw`[.!?]["”’]? (?:\([\p{L} /.-]{2,30}\)|${AGENCY})$`, 'u');
/** `The pier at noon - AFP`: below a title a caption, though a title may end so too. */
export const AGENCY_BEHIND_DASH = new RegExp(String.raw` [-–—|] ${AGENCY}$`, 'u');
const CAPTION_LABEL =
  /^(?:FILE(?: PHOTO)?\s?[-–—:]\s|PHOTOS?: |(?:image copyright .{2,40} )?(?:image|photo|picture|media|video) caption[,:]? )/i;

/** `Getty Images The pier at noon`, `EPA Boats leave the port` */
const AGENCY_FIRST =
  /^(?:(?:AFP|EPA|PA|Reuters|Anadolu)(?: via |\/))?(?:AFP|EPA|Reuters|Anadolu|Getty Images|PA Media|Shutterstock) (?=\p{Lu}[\p{L}’']* \p{Ll}[^:]*$)/u;

/** Whether a caption is known by what stands before it; such may have any length. */
export function isLabelledCaption(text: string): boolean {
  return CAPTION_LABEL.test(text) || AGENCY_FIRST.test(text);
}

const BARE_CREDIT = new RegExp(
  String.raw`^(?:${AGENCY}|\p{Lu}{2,6} Photo|UNHCR|UNICEF|UNRWA|UNDP|WFP|OCHA|FAO|IOM|WHO|ICRC|MSF)\s?/\s?\p{Lu}[\p{L}.'’-]+(?: [\p{L}.'’-]+){1,3}$`,
  'u',
);

/** `UN Photo/Jane Doe`, `WFP/Jane Doe`: a credit on a line of its own. */
export function isBareCredit(text: string): boolean {
  return text.length <= 60 && BARE_CREDIT.test(text);
}

const PICTURE_AGENCY = new RegExp(String.raw`\b(?:${AGENCY}|Photo|Photograph|Getty|Images)\b`, 'u');

/** Long lines are mostly prose, and end with all sorts of brackets: only the credit of an agency or a photographer tells. */
export function isLongCaption(text: string): boolean {
  const credit = findCredit(text);
  return credit !== null && !SIGNED.test(text) && PICTURE_AGENCY.test(text.slice(credit.start));
}

/** `Photo: Coast Press / A.-B. C.` */
const INITIALS_LAST = /[/:] ?(?:\p{Lu}\.[ -]?){1,4}$/u;

/** A full stop last, or before the last sign: no credit in words ends so. One in brackets may. */
function endsLikeSentence(text: string): boolean {
  return text.includes('.', text.length - 2) && !/[)\]]$/.test(text) && !INITIALS_LAST.test(text);
}

/** The credit at the end of a caption, `AFP` of `… on Tuesday. (AFP)`; null when a line bears none. */
export function creditOf(text: string): string | null {
  return findCredit(text)?.credit ?? null;
}

/** The credit of a caption, and where its words begin: `(AFP)`, `Photo: Jane Doe`. */
export function findCredit(text: string): { readonly credit: string; readonly start: number } | null {
  if (text.length > 400 || endsLikeSentence(text)) return null;
  const match = CREDIT.exec(text) ?? AGENCY_LAST.exec(text) ?? namesBehindSentence(text);
  if (match === null || match.index === 0) return null;
  const inside = match[0].replace(/^[([©—|\s]+|[)\]\s]+$/g, '');
  const credit = inside.replace(LABEL, '');
  const isBracketed = /^[([]/.test(match[0]);
  const isNone = !looksLikeCredit(credit) || isShortFor(credit, text.slice(0, match.index));
  return isBracketed && !LABELLED.test(inside) && isNone ? null : { credit, start: match.index };
}

const NAMES_LAST = /(?<=\p{Ll}{2}[.!?]["”’]? )\p{Lu}[\p{L}.’-]*(?: \p{Lu}[\p{L}.’-]*){1,3}$/u;
const SENTENCE_WORDS = 5;

/** `The pier at noon, seen from a boat. Joint Press Corps`: no title, whose other words have capitals, too. */
function namesBehindSentence(text: string): RegExpExecArray | null {
  const match = NAMES_LAST.exec(text);
  if (match === null) return null;
  const words = text.slice(0, match.index).split(' ');
  return words.length > SENTENCE_WORDS && words.filter((word) => /^\p{Ll}/u.test(word)).length >= words.length / 3
    ? match
    : null;
}

/** `SDF` behind `Syrian Democratic Forces`, `IaaS` behind `Infrastructure as a Service` */
function isShortFor(credit: string, before: string): boolean {
  const initials = before
    .trim()
    .split(/[\s-]+/)
    .map((word) => word.charAt(0));
  const short = credit.toLowerCase();
  return short.length > 1 && initials.join('').toLowerCase().endsWith(short);
}

/** A name in capitals or title case, an agency with a partner, or a word that says where a picture is from. */
function looksLikeCredit(credit: string): boolean {
  if (
    /\b(?:archives?|file|files|handout|photo|photos|picture|courtesy|screenshot|screengrab|getty|images|via|credit|archiv|archivo|official|office|presidency|ministry|parliament|embassy|agenc(?:y|ies)|website|site|page|account|channel|facebook|instagram|telegram|twitter|youtube|social media)\b/iu.test(
      credit,
    )
  )
    return true;
  if (/^\d|\d{3}|^(?:ends?|finish|more)$/i.test(credit)) return false;
  const words = credit.split(/[\s/,-]+/);
  if (words.length > 5) return false;
  return (
    /^(?:dpa|epa|efe|ansa|afp|ap|reuters|tass|cna|spa)\b/iu.test(credit) ||
    (words.length >= 1 && words.every((word) => NAME_WORD.test(word)))
  );
}
