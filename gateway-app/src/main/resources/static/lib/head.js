/* The head that all pages have in common. */
import { element } from './dom.js';
import { call, getIfAllowed } from './rest.js';
import { otherLanguage, text } from './texts.js';

const MARKET = ['/', '/session', '/participant'];

function links(me) {
  const is = (...roles) => me.roles.some((role) => roles.includes(role));
  const own = me.participants.length > 0 && me.user !== 'instance';
  return [
    ['/mine', 'nav.now'],
    ...(own ? [['/mine/day', 'nav.day'], ['/mine/orders', 'nav.orders'], ['/mine/trades', 'nav.trades'], ['/mine/bill', 'nav.bill'],
      ['/mine/credit', 'nav.credit'], ['/mine/meter', 'nav.meter'], ['/mine/key', 'nav.key']] : []),
    ['/', 'nav.market'],
    ...(is('operator') ? [['/mine/desk', 'nav.desk'], ['/mine/calendar', 'nav.calendar'], ['/mine/gaps', 'nav.gaps']] : []),
    ...(is('operator', 'auditor') ? [['/mine/watch', 'nav.watch']] : []),
    ...(is('administrator', 'operator') ? [['/mine/people', 'nav.people']] : []),
    ...(is('administrator', 'auditor') ? [['/mine/log', 'nav.log']] : []),
    ['/mine/login', 'nav.login']];
}

function current(href) {
  return location.pathname === href || (href === '/' && MARKET.includes(location.pathname));
}

function press(title, work) {
  const made = element('button', { type: 'button' }, title);
  made.addEventListener('click', work);
  return made;
}

async function leave() {
  await call('POST', '/api/logout');
  location.assign('/login');
}

/* me: null before somebody has logged in. */
export async function head(me) {
  const instance = me ? await getIfAllowed('/api/instance', null) : null;
  document.querySelector('header').replaceChildren(
    element('a', { class: 'name', href: me ? '/mine' : '/login' }, 'GridBourse ', element('strong', {}, me ? me.organisation : '')),
    ...(instance ? [element('span', { class: 'state' }, text(instance.simulated ? 'head.simulated' : 'head.real', { block: instance.projectionBlock }))] : []),
    element('span', { class: 'tools' }, ...(me ? [element('span', { class: 'user' }, me.user)] : []), press(text('nav.language'), otherLanguage),
      ...(me ? [press(text('login.out'), leave)] : [])),
    ...(me ? [element('nav', { 'aria-label': text('nav.pages') }, ...links(me).map(([href, key]) =>
      element('a', current(href) ? { href, 'aria-current': 'page' } : { href }, text(key))))] : []),
    ...(instance?.trouble ? [element('p', { class: 'trouble', role: 'alert' }, text('head.trouble', { trouble: instance.trouble }))] : []));
  document.querySelector('header [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.querySelector('.skip').textContent = text('nav.skip');
  return instance;
}
