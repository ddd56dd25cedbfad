/* Building elements from data, without ever turning data into markup. */
import { text } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';

function built(made, attributes, children) {
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

export function element(name, attributes, ...children) {
  return built(document.createElement(name), attributes, children);
}

export function shape(name, attributes, ...children) {
  return built(document.createElementNS(SVG, name), attributes, children);
}

export function show(...children) {
  document.getElementById('page').replaceChildren(...children);
}

/* The page's name, in its title and as its heading. */
export function title(words, ...more) {
  document.title = `${words} · GridBourse`;
  return element('h1', {}, words, ...more);
}

export function link(page, parameters, words) {
  return element('a', { href: page + '?' + new URLSearchParams(parameters) }, words);
}

export function card(heading, ...children) {
  return element('section', {}, element('h2', {}, heading), ...children);
}

export function hint(...words) {
  return element('p', { class: 'hint' }, ...words);
}

/* Figures that matter, each above what it is. */
export function facts(...pairs) {
  return element('dl', { class: 'facts' }, ...pairs.map(([name, value, kind]) =>
    element('div', {}, element('dt', {}, name), element('dd', { class: kind || '' }, value))));
}

/*
 * columns: [title, row => text or node, kind], kind being 'number', 'text' (may break), 'wide' (left out on narrow screens).
 * Wide tables scroll in a frame of their own, which the keyboard reaches as well.
 */
export function table(caption, columns, rows, { sum = null, empty = text('table.empty') } = {}) {
  if (rows.length === 0) {
    return hint(empty);
  }
  const cells = (name, values, attributes = () => ({})) => element('tr', {}, ...values.map((value, i) =>
    element(i === 0 && name === 'td' ? 'th' : name, { class: columns[i][2] || '', ...(i === 0 && name === 'td' ? { scope: 'row' } : attributes(i)) }, value)));
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', {},
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, cells('th', columns.map(([heading]) => heading), () => ({ scope: 'col' }))),
      element('tbody', {}, ...rows.map((row) => cells('td', columns.map(([, value]) => value(row))))),
      sum ? element('tfoot', {}, cells('td', sum)) : null));
}

/* A longer part that opens when it is asked for. */
export function folded(heading, ...content) {
  return element('details', {}, element('summary', {}, heading), ...content);
}

/* Hands a file to whoever looks at the page. */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
