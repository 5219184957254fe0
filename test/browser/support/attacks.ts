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

export const ATTACKS: readonly string[] = SHAPES.flatMap((shape) => SCRIPTS.map(shape));
