/* Sessions: what the calendar announces by itself, what runs, and announcing or cancelling by hand. */
import { card, element, facts, hint, link, show, table, title } from '../lib/dom.js';
import { api, call, get, getIfAllowed } from '../lib/rest.js';
import { count, moment } from '../lib/figures.js';
import { attempt, button, choice, field, filled, form, notice } from '../lib/form.js';
import { text } from '../lib/texts.js';
import { badge } from '../pages/badge.js';

function calendarCard(found, again) {
  if (!found) {
    return card(text('calendar.title'), hint(text('calendar.none')));
  }
  const said = notice();
  const change = (what) => () => attempt(said, async () => {
    await call('PUT', '/api/calendar', what);
    await again();
    return '';
  });
  return card(text('calendar.title'), facts([text('calendar.running'), count(found.running)], [text('calendar.next'), found.next ? moment(found.next) : text('session.none')],
    [text('market.status'), text(found.paused ? 'calendar.paused' : 'calendar.goes')], ...(found.sessionSeconds ? [[text('calendar.seconds'), count(found.sessionSeconds)]] : [])),
  element('p', { class: 'buttons' }, button(text(found.paused ? 'calendar.resume' : 'calendar.pause'), change({ paused: !found.paused }), 'plain')), said,
  ...(found.sessionSeconds ? [form(text('calendar.pace'), async ({ sessionSeconds }) => {
    await call('PUT', '/api/calendar', { sessionSeconds: Number(sessionSeconds) });
    await again();
    return '';
  }, field('sessionSeconds', text('calendar.seconds'), { type: 'number', value: String(found.sessionSeconds) }))] : []));
}

function cancel(session, again, said) {
  return button(text('calendar.cancel'), () => attempt(said, async () => {
    if (window.confirm(text('calendar.sure', { session: session.sessionId }))) {
      await call('POST', api('sessions', session.sessionId, 'cancel'), {});
      await again();
    }
    return '';
  }), 'plain');
}

function sessions(all, again) {
  const said = notice();
  return [said, table(text('market.sessions'), [
    [text('market.session'), (each) => link('/session', { id: each.sessionId }, each.sessionId)], [text('market.phase'), (each) => badge(each.phase)],
    [text('market.starts'), (each) => moment(each.startUtc)], [text('calendar.gate'), (each) => (each.gateClosesUtc ? moment(each.gateClosesUtc) : ''), 'wide'],
    ['', (each) => (['ANNOUNCED', 'QUOTATION', 'REVEAL'].includes(each.phase) ? cancel(each, again, said) : '')]], all, { empty: text('market.noSession') })];
}

/* One tariff for all periods; what differs by the hour is the calendar's or the command line's. */
function announce(again) {
  return form(text('calendar.announce'), async (typed) => {
    const { sessionId, start, periods, periodMinutes, currency, atOnce, ...tariff } = filled(typed);
    const made = await call('POST', '/api/sessions', { sessionId, currency, startUtc: new Date(start).toISOString(), periodMinutes: Number(periodMinutes),
      tariffs: Array(Number(periods)).fill(tariff), atOnce: atOnce === 'yes' });
    await again();
    return made.says;
  }, field('sessionId', text('market.session'), { required: '', autocomplete: 'off' }), field('start', text('calendar.start'), { type: 'datetime-local', required: '' }),
  field('periods', text('market.periods'), { type: 'number', min: '1', max: '999', value: '24', required: '' }), field('periodMinutes', text('calendar.minutes'), { type: 'number', min: '1', value: '60', required: '' }),
  field('currency', text('calendar.currency'), { value: 'CNY', required: '' }), ...['retail', 'feedIn', 'gridFee'].map((name) => field(name, text('session.' + name), { inputmode: 'decimal', required: '' })),
  choice('atOnce', text('calendar.times'), ['no', 'yes'].map((each) => [each, text('calendar.atOnce.' + each)]), 'no'));
}

export async function calendar(me) {
  const again = () => calendar(me);
  const [found, all] = await Promise.all([getIfAllowed('/api/calendar', null), get('/api/sessions')]);
  const open = all.filter((each) => !['CLOSED', 'CANCELLED', 'JOINED'].includes(each.phase));
  const over = all.filter((each) => !open.includes(each)).slice(-30).reverse();
  show(title(text('calendar.page')), calendarCard(found, again), card(text('calendar.open'), ...sessions(open, again)),
    card(text('calendar.announce'), hint(text('calendar.hint')), announce(again)), card(text('calendar.over'), ...sessions(over, again)));
}
