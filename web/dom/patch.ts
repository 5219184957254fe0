import type { VNode } from '../view/h.ts';

const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';

type Parent = Element | ShadowRoot;
type Content = VNode | string;

/**
 * Fits the children of `parent` to `content` with the fewest changes: elements that stay keep their identity, so focus,
 * selection, open details and running animations survive. It compares with the page itself and not with an earlier
 * view, so it takes over what the server rendered. Texts are text nodes, always.
 */
export function patch(parent: Parent, content: readonly Content[]): void {
  const keyed = keyedChildren(parent);
  const wanted = new Set(content.map((item) => (typeof item === 'string' ? undefined : item.key)));
  const namespace = parent instanceof SVGElement && parent.localName !== 'foreignObject' ? SVG : HTML;
  let cursor = parent.firstChild;
  for (const item of content) {
    while (cursor && isForeign(cursor, wanted)) cursor = removeAndStep(cursor);
    const found = typeof item === 'string' || item.key === undefined ? reusable(cursor, item) : keyed.get(item.key);
    const node = found && fits(found, item) ? found : create(item, namespace);
    update(node, item); // an element of our own reads its attributes when it is put into the page
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
  while (cursor) cursor = removeAndStep(cursor);
}

function keyedChildren(parent: Parent): Map<string, Element> {
  const keyed = new Map<string, Element>();
  for (const child of parent.children) {
    const key = keyOf(child);
    if (key !== null) keyed.set(key, child);
  }
  return keyed;
}

function keyOf(node: Node): string | null {
  return node instanceof Element ? node.getAttribute('data-key') : null;
}

/** A comment, or an element whose key is not wanted any more: never something to reuse. */
function isForeign(node: ChildNode, wanted: ReadonlySet<string | undefined>): boolean {
  if (node.nodeType === Node.COMMENT_NODE) return true;
  const key = keyOf(node);
  return key !== null && !wanted.has(key);
}

function reusable(cursor: ChildNode | null, item: Content): ChildNode | null {
  return cursor && keyOf(cursor) === null && fits(cursor, item) ? cursor : null;
}

function fits(node: Node, item: Content): boolean {
  if (typeof item === 'string') return node.nodeType === Node.TEXT_NODE;
  return node instanceof Element && node.localName === item.tag;
}

function removeAndStep(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function create(item: Content, namespace: string): ChildNode {
  if (typeof item === 'string') return document.createTextNode(item);
  const element = document.createElementNS(item.tag === 'svg' ? SVG : namespace, item.tag);
  if (item.key !== undefined) element.setAttribute('data-key', item.key);
  // Whether a disclosure is open is the reader's business from now on.
  if (item.attributes.open === true) element.setAttribute('open', '');
  return element;
}

function update(node: ChildNode, item: Content): void {
  if (typeof item === 'string') {
    if (node.nodeValue !== item) node.nodeValue = item;
  } else if (node instanceof Element) {
    updateAttributes(node, item);
    // Elements of our own render themselves.
    if (!item.tag.includes('-')) patch(node, item.children);
  }
}

function updateAttributes(element: Element, item: VNode): void {
  for (const [name, value] of Object.entries(item.attributes)) {
    if (name === 'open') continue;
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? '' : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
  for (const { name } of [...element.attributes]) {
    if (!(name in item.attributes) && name !== 'open' && name !== 'data-key') element.removeAttribute(name);
  }
  updateProperties(element, item);
}

/**
 * What a reader changes by hand no longer follows the attribute: set the property too. Of what a view says nothing, the
 * reader's own stays.
 */
function updateProperties(element: Element, { attributes, children }: VNode): void {
  if (element instanceof HTMLInputElement) {
    if ('checked' in attributes) element.checked = attributes.checked === true;
    if ('value' in attributes && element.value !== String(attributes.value)) element.value = String(attributes.value);
  } else if (element instanceof HTMLTextAreaElement) {
    const text = children.filter((child) => typeof child === 'string').join('');
    if (element.value !== text) element.value = text;
  } else if (element instanceof HTMLOptionElement) {
    element.selected = attributes.selected === true;
  }
}
