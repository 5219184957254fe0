/** Every one of these sets `window.ran` if a page ever takes it for markup or script. */
const SCRIPTS = ['window.ran=1', 'top["ran"]=1', 'self.ran&#61;1'];

const SHAPES: readonly ((script: string) => string)[] = [
  (script) => `<script>${script}</script>`,
  (script) => `</script><script>${script}</script>`,
  (script) => `<img src=x onerror=${script}>`,
  (script) => `"><img src=x onerror="${script}">`,
  (script) => `'><svg/onload='${script}'>`,
  (script) => `<svg><script>${script}</script></svg>`,
  (script) => `<svg><animate onbegin=${script} attributeName=x dur=1s>`,
  (script) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${script}&gt;">`,
  (script) => `<iframe srcdoc="<script>parent.${script}</script>"></iframe>`,
  (script) => `<a href="javascript:${script}">read</a>`,
  (script) => `<details open ontoggle=${script}>`,
  (script) => `<body onload=${script}>`,
  (script) => `<input autofocus onfocus=${script}>`,
  (script) => `<mark onmouseover=${script}>hover</mark>`,
  (script) => `</mark><img src=x onerror=${script}>`,
  (script) => `<template shadowrootmode=open><img src=x onerror=${script}></template>`,
  (script) => `<style>@import "javascript:${script}";</style>`,
  (script) => `<base href="javascript:${script}//">`,
  (script) => `<object data="javascript:${script}">`,
  (script) => `<noscript><p title="</noscript><img src=x onerror=${script}>">`,
  (script) => `<!--><img src=x onerror=${script}>-->`,
  (script) => `]]><img src=x onerror=${script}>`,
  (script) => `\u2028</textarea><script>${script}</script>`,
  (script) => `{{constructor.constructor('${script}')()}}`,
  (script) => `\${${script}}`,
  (script) => `&lt;img src=x onerror=${script}&gt;`,
  (script) => `%3Cimg%20src%3Dx%20onerror%3D${script}%3E`,
  (script) => `\\u003cimg src=x onerror=${script}\\u003e`,
];

/** What runs by itself once it is an element. */
const RUNNERS: readonly ((script: string) => string)[] = [
  (script) => `<script>${script}</script>`,
  (script) => `<img src=x onerror=${script}>`,
  (script) => `<img srcset=x onerror=${script}>`,
  (script) => `<image src=x onerror=${script}>`,
  (script) => `<svg onload=${script}>`,
  (script) => `<svg><set onbegin=${script} attributeName=x dur=1s>`,
  (script) => `<svg><image href=x onerror=${script}>`,
  (script) => `<video src=x onerror=${script}></video>`,
  (script) => `<video><source src=x onerror=${script}></video>`,
  (script) => `<audio src=x onerror=${script}></audio>`,
  (script) => `<object data=x onerror=${script}></object>`,
  (script) => `<style onload=${script}></style>`,
  (script) => `<link rel=stylesheet href=data:text/css, onload=${script}>`,
  (script) => `<iframe onload=${script}></iframe>`,
  (script) => `<iframe src="javascript:parent.${script}"></iframe>`,
  (script) => `<details open ontoggle=${script}>x</details>`,
  (script) => `<input autofocus onfocus=${script}>`,
  (script) => `<textarea autofocus onfocus=${script}>`,
  (script) => `<p onanimationstart=${script} style="animation:dl-spin 1s">`,
  (script) => `<meta http-equiv=refresh content="0;url=javascript:${script}">`,
];

/** Ways out of whatever the text may stand in. */
const WAYS_OUT = ['', '">', "'>", '-->', ']]>', '</title>', '</textarea>', '</script>', '</style>', '</mark>'].concat([
  '</noscript>',
  '</template>',
  '<!--',
  '<![CDATA[',
  '\u0000',
  '\u2028',
  '&quot;>',
  '\\"}]}',
]);

export const ATTACKS: readonly string[] = [
  ...new Set([
    ...SHAPES.flatMap((shape) => SCRIPTS.map(shape)),
    ...RUNNERS.flatMap((runner) => WAYS_OUT.flatMap((way) => SCRIPTS.map((script) => way + runner(script)))),
  ]),
];

/** One article for each attack, which stands in its title, text, names and facets. A month has fewer than a hundred. */
export function hostileArticles(): string {
  return ATTACKS.map((attack, index) =>
    JSON.stringify({
      id: `attack-${index}`,
      title: `Hostile ${index} ${attack}`,
      text: `A report on something. ${attack}\n\n${ownWords(index)} hostilewords ${attack}`,
      date: `2024-${String(1 + (index % 12)).padStart(2, '0')}-06`,
      author: attack,
      section: attack.slice(0, 150),
      source: attack.slice(0, 150),
      organisations: [attack.slice(0, 150)],
      url: index % 2 === 0 ? `javascript:window.ran=${index}` : 'https://hostile.example/a',
    }),
  ).join('\n');
}

/** A paragraph that no other of these articles has, so that they are not taken for one story. */
function ownWords(index: number): string {
  return Array.from({ length: 60 }, (_, place) => `word${index}${String.fromCharCode(97 + (place % 26))}${place}`).join(
    ' ',
  );
}
