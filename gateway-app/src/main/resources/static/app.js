'use strict';

/* What the pages share: fetching, and building elements from data without ever turning data into markup. */

async function get(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail || response.statusText);
  }
  return body;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/* columns: [title, row => text or node, 'number' or nothing] */
function table(columns, rows, sum) {
  const head = element('tr', {}, ...columns.map(([title, , kind]) => element('th', { class: kind || '' }, title)));
  const line = (row) => element('tr', {}, ...columns.map(([, value, kind]) => element('td', { class: kind || '' }, value(row))));
  const body = rows.map(line);
  if (sum) {
    body.push(element('tr', { class: 'sum' }, ...sum.map((value, i) => element('td', { class: columns[i][2] || '' }, value))));
  }
  return element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
}

function show(id, ...children) {
  document.getElementById(id).replaceChildren(...children);
}

function link(page, parameters, text) {
  return element('a', { href: page + '?' + new URLSearchParams(parameters) }, text);
}

function kwh(wh) {
  return (wh / 1000).toFixed(2);
}

function parameter(name) {
  return new URLSearchParams(location.search).get(name) || '';
}

async function head() {
  const instance = await get('/api/instance');
  document.querySelector('header').replaceChildren(
    element('a', { class: 'name', href: '/' }, 'GridBourse ' + instance.organisation),
    element('span', { class: 'state' }, instance.network + ' network, channel ' + instance.channel + ', block ' + instance.projectionBlock),
    element('a', { href: '/swagger-ui.html' }, 'API'),
    element('span', { class: 'bad' }, instance.trouble));
}

function run(page) {
  head().then(page).catch((problem) => show('problem', element('section', { class: 'bad' }, problem.message)));
}
