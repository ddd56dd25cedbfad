/* Which address shows which page, and the head that all pages have in common. */
import { element, show } from './lib/dom.js';
import { get } from './lib/rest.js';
import { market } from './pages/market.js';
import { session } from './pages/session.js';
import { bill } from './pages/bill.js';
import { participant } from './pages/participant.js';

const pages = { '/': market, '/session': session, '/bill': bill, '/participant': participant };

async function head() {
  const instance = await get('/api/instance');
  document.querySelector('header').replaceChildren(
    element('a', { class: 'name', href: '/' }, 'GridBourse ', element('strong', {}, instance.organisation)),
    element('span', { class: 'state' }, `${instance.network} network, channel ${instance.channel}, block ${instance.projectionBlock}; ${instance.simulated ? 'a simulated ledger' : 'a real ledger'}`),
    element('nav', { 'aria-label': 'Pages' }, element('a', { href: '/' }, 'Market'), element('a', { href: '/swagger-ui.html' }, 'REST interface')),
    ...(instance.trouble ? [element('p', { class: 'trouble', role: 'alert' }, 'Not up to date: ' + instance.trouble)] : []));
  return instance;
}

function problem(failure) {
  document.title = 'GridBourse: not shown';
  show(element('section', { role: 'alert' }, element('h1', {}, 'This page cannot be shown'),
    element('p', {}, failure.message), element('p', {}, element('a', { href: '/' }, 'Back to the market'))));
}

try {
  const instance = await head();
  await pages[location.pathname](new URLSearchParams(location.search), { instance, head });
} catch (failure) {
  problem(failure);
}
