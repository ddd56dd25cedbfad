/* Which address shows which page. */
import { element, show } from './lib/dom.js';
import { told } from './lib/form.js';
import { get } from './lib/rest.js';
import { head } from './lib/head.js';
import { text } from './lib/texts.js';

/* Each page is loaded when it is asked for. */
const PAGES = {
  '/': ['./pages/market.js', 'market'], '/session': ['./pages/session.js', 'session'],
  '/bill': ['./pages/bill.js', 'bill'], '/participant': ['./pages/participant.js', 'participant'],
  '/mine': ['./mine/now.js', 'now'], '/mine/day': ['./mine/day.js', 'day'], '/mine/orders': ['./mine/orders.js', 'orders'],
  '/mine/trades': ['./mine/trades.js', 'trades'], '/mine/bill': ['./mine/bill.js', 'bill'], '/mine/credit': ['./mine/credit.js', 'credit'],
  '/mine/meter': ['./mine/meter.js', 'meter'], '/mine/key': ['./mine/key.js', 'key'], '/mine/login': ['./mine/login.js', 'login'],
  '/mine/people': ['./work/people.js', 'people'], '/mine/log': ['./work/people.js', 'log'], '/mine/desk': ['./work/desk.js', 'desk'],
  '/mine/calendar': ['./work/calendar.js', 'calendar'], '/mine/gaps': ['./work/gaps.js', 'gaps'], '/mine/watch': ['./work/watch.js', 'watch'],
};
const OPEN = { '/login': ['./mine/enter.js', 'enter'], '/join': ['./mine/enter.js', 'join'] };

function problem(failure) {
  document.title = `${text('problem.title')} · GridBourse`;
  show(element('section', { role: 'alert' }, element('h1', {}, text('problem.title')), element('p', {}, told(failure)),
    element('p', {}, element('a', { href: '/mine' }, text('problem.back')))));
}

async function open([module, name], ...given) {
  const page = await import(module);
  await page[name](...given);
}

try {
  if (OPEN[location.pathname]) {
    await head(null);
    await open(OPEN[location.pathname]);
  } else {
    const me = await get('/api/me');
    const instance = await head(me);
    await open(PAGES[location.pathname], me, new URLSearchParams(location.search), instance);
  }
} catch (failure) {
  if (failure.status === 401) {
    location.assign('/login');
  } else {
    problem(failure);
    if (failure.status === undefined) {
      throw failure; // a fault of the page itself, for the browser's console
    }
  }
}
