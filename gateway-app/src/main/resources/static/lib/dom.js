/* Building elements from data, without ever turning data into markup. */

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

export function link(page, parameters, text) {
  return element('a', { href: page + '?' + new URLSearchParams(parameters) }, text);
}

export function card(title, ...children) {
  return element('section', {}, element('h2', {}, title), ...children);
}

export function hint(...text) {
  return element('p', { class: 'hint' }, ...text);
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
export function table(caption, columns, rows, { sum = null, empty = 'Nothing yet.' } = {}) {
  if (rows.length === 0) {
    return hint(empty);
  }
  const cells = (name, values, attributes = () => ({})) => element('tr', {}, ...values.map((value, i) =>
    element(i === 0 && name === 'td' ? 'th' : name, { class: columns[i][2] || '', ...(i === 0 && name === 'td' ? { scope: 'row' } : attributes(i)) }, value)));
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', {},
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, cells('th', columns.map(([title]) => title), () => ({ scope: 'col' }))),
      element('tbody', {}, ...rows.map((row) => cells('td', columns.map(([, value]) => value(row))))),
      sum ? element('tfoot', {}, cells('td', sum)) : null));
}

/* A longer table that opens when it is asked for. */
export function folded(title, content) {
  return element('details', {}, element('summary', {}, title), content);
}
