import { escapeHtml } from '../../core/highlight.ts';
import type { Child, VNode } from '../../web/view/h.ts';
import { flatten } from '../../web/view/h.ts';

const VOID_ELEMENTS = new Set(['br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

/** HTML of a view, every text and every attribute value escaped. */
export function renderHtml(...children: readonly Child[]): string {
  return flatten(children)
    .map((child) => (typeof child === 'string' ? escapeHtml(child) : renderElement(child)))
    .join('');
}

/** A whole page. */
export function renderDocument(html: VNode): string {
  return `<!doctype html>\n${renderHtml(html)}\n`;
}

/** A value as the content of `<script type="application/json">`: no character of it can end the element. */
export function renderJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function renderElement(node: VNode): string {
  let attributes = '';
  for (const [name, value] of Object.entries(node.attributes)) {
    if (value === null || value === undefined || value === false) continue;
    attributes += value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
  }
  if (node.key !== undefined) attributes += ` data-key="${escapeHtml(node.key)}"`;
  if (VOID_ELEMENTS.has(node.tag)) return `<${node.tag}${attributes}>`;
  // What stands in a script element is JSON from `renderJson`, which must not be escaped a second time.
  const content = node.tag === 'script' ? textOf(node) : renderHtml(node.children);
  return `<${node.tag}${attributes}>${content}</${node.tag}>`;
}

function textOf(node: VNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
