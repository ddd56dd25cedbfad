/* Which address shows which page, and the head that all pages of a person have in common. */
import { element, show } from '/lib/dom.js';
import { call, get } from './rest.js';
import { otherLanguage, text } from './texts.js';
import { button, told } from './form.js';
import { join, login } from './enter.js';
import { now } from './now.js';
import { orders } from './orders.js';
import { account, bill } from './bill.js';
import { log, people } from './people.js';

const pages = { '/mine': now, '/mine/orders': orders, '/mine/bill': bill, '/mine/account': account, '/mine/people': people, '/mine/log': log };

function head(me) {
  const links = me ? [['/mine', 'nav.now'], ['/mine/orders', 'nav.orders'], ['/mine/bill', 'nav.bill'], ['/mine/account', 'nav.account'], ['/', 'nav.market'],
    ...(me.roles.some((role) => role === 'administrator' || role === 'operator') ? [['/mine/people', 'nav.people']] : []),
    ...(me.roles.some((role) => role === 'administrator' || role === 'auditor') ? [['/mine/log', 'nav.log']] : [])] : [];
  document.querySelector('header').replaceChildren(
    element('a', { class: 'name', href: '/mine' }, 'GridBourse ', element('strong', {}, me ? me.organisation : '')),
    element('nav', { 'aria-label': 'GridBourse' }, ...links.map(([href, key]) =>
      element('a', location.pathname === href ? { href, 'aria-current': 'page' } : { href }, text(key)))),
    button(text('nav.language'), otherLanguage),
    ...(me ? [button(text('login.out'), async () => {
      await call('POST', '/api/logout');
      location.assign('/login');
    })] : []));
}

function problem(failure) {
  show(element('section', { role: 'alert' }, element('h1', {}, text('problem.title')), element('p', {}, told(failure))));
}

try {
  if (location.pathname === '/login' || location.pathname === '/join') {
    head(null);
    (location.pathname === '/login' ? login : join)();
  } else {
    const me = await get('/api/me');
    head(me);
    await pages[location.pathname](me);
  }
} catch (failure) {
  if (failure.status === 401) {
    location.assign('/login');
  } else {
    problem(failure);
  }
}
