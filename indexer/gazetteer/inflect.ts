import type { LANGUAGES } from './entries.ts';

type Language = (typeof LANGUAGES)[number];

/** The forms in which running text of a language writes a proper name (`Deutschlands`, `Россию`, `العراق`). */
export function nameForms(language: Language, name: string): string[] {
  if (language === 'de') return /[szxß]$/.test(name) ? [name] : [name, `${name}s`];
  if (language === 'ru') return russianName(name);
  return [name];
}

/** The forms of an adjective or a people's name of which `data/` has the base form (`irakien`, `irakisch`, `иракский`, `عراقي`). */
export function adjectiveForms(language: Language, base: string): string[] {
  switch (language) {
    case 'fr':
      return french(base);
    case 'de':
      return german(base);
    case 'es':
      return spanish(base);
    case 'ru':
      return russianAdjective(base);
    case 'ar':
      return arabic(base);
  }
}

function endings(stem: string, list: string): string[] {
  return list.split(' ').map((ending) => stem + (ending === '-' ? '' : ending));
}

function french(base: string): string[] {
  if (/ien$|éen$/.test(base)) return endings(base, '- ne s nes');
  if (base.endsWith('ain')) return endings(base, '- e s es');
  if (base.endsWith('e')) return endings(base, '- s');
  if (base.endsWith('s')) return endings(base, '- e es');
  if (base.endsWith('c')) return [...endings(base, '- s'), ...endings(base.slice(0, -1), 'que ques cque cques')];
  return endings(base, '- e s es');
}

function german(base: string): string[] {
  if (base.endsWith('sch')) return endings(base, '- e er en es em');
  return base.endsWith('e') ? endings(base, '- n r s') : endings(base, '- n s e en in innen');
}

function spanish(base: string): string[] {
  if (base.endsWith('o')) return endings(base.slice(0, -1), 'o a os as');
  if (/[aeiuíú]$/.test(base)) return endings(base, '- s es');
  return endings(base, '- a es as');
}

/** Cases of the last word, and of an adjective before it; what is not declined simply stays. */
function russianName(name: string): string[] {
  const space = name.lastIndexOf(' ');
  if (space > 0) {
    const heads = russianAdjective(name.slice(0, space));
    if (heads.length === 1) return firstWordDeclined(name);
    return heads.flatMap((head) => russianName(name.slice(space + 1)).map((tail) => `${head} ${tail}`));
  }
  const stem = name.slice(0, -1);
  if (name.endsWith('ия')) return endings(stem, 'я и ю ей');
  if (/[кгхжшщч]а$/.test(name)) return endings(stem, 'а и е у ой');
  if (name.endsWith('а')) return endings(stem, 'а ы е у ой');
  if (name.endsWith('я')) return endings(stem, 'я и е ю ей');
  if (/[йь]$/.test(name)) return endings(stem, `${name.slice(-1)} я ю ем е и`);
  if (name.endsWith('ы')) return endings(stem, 'ы - ам ами ах');
  if (/[бвгджзклмнпрстфхцчшщ]$/.test(name)) return endings(name, '- а у ом е');
  return [name];
}

/** `Совет Безопасности`, `Банк России`: the first word has the case, the rest stays in the genitive. */
function firstWordDeclined(name: string): string[] {
  const space = name.indexOf(' ');
  return russianName(name.slice(0, space)).map((head) => head + name.slice(space));
}

function russianAdjective(base: string): string[] {
  const stem = base.slice(0, -2);
  if (/(ий|ый|ой|ая|ое|ие|ые)$/.test(base)) {
    const hard = /[кгх]$/.test(stem) ? 'ий' : 'ый';
    const i = hard[0]!;
    return endings(stem, `${hard} ого ому ${i}м ом ая ой ую ое ${i}е ${i}х ${i}ми`);
  }
  return [base];
}

function arabic(base: string): string[] {
  return ['', 'ال'].flatMap((article) => endings(article + base, '- ة ين ون ات'));
}
