/* What a span of days came to beside the grid alone; each session opens its periods. */
import { card, element, facts, folded, hint, save, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { cash, day, gain, isNegative, kwh, money, withoutSign } from '../lib/figures.js';
import { button, field, form } from '../lib/form.js';
import { text } from '../lib/texts.js';
import { csv, lines } from '../pages/bill.js';
import { participantChoice } from './pick.js';

function dayOf(daysAgo) {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

function sums(bill) {
  return facts([text(isNegative(bill.total) ? 'bill.pay' : 'bill.get'), cash(withoutSign(bill.total), bill.currency), 'big'], [text('bill.gridOnly'), cash(bill.gridOnly, bill.currency)],
    [text(isNegative(bill.saved) ? 'bill.lost' : 'bill.saved.against'), gain(bill.saved), isNegative(bill.saved) ? 'bad' : 'good'],
    [text('bill.bought'), `${kwh(bill.boughtWh)} kWh`], [text('bill.sold'), `${kwh(bill.soldWh)} kWh`],
    [text('bill.fromGrid'), `${kwh(bill.gridSoldWh)} kWh`], [text('bill.toGrid'), `${kwh(bill.gridBoughtWh)} kWh`]);
}

function sessions(bill, starts) {
  return table(text('bill.sessions'), [
    [text('orders.session'), (each) => element('a', { href: ask('/bill', { participant: bill.participantId, session: each.sessionId }) }, each.sessionId)],
    [text('market.starts'), (each) => day(starts.get(each.sessionId).startUtc), 'wide'],
    [text('bill.total'), (each) => money(each.total), 'number'], [text('bill.gridOnly'), (each) => money(each.gridOnly), 'number'],
    [text('bill.saved'), (each) => gain(each.saved), 'number']], bill.sessions,
  { empty: text('bill.none'), sum: [text('bill.all'), '', money(bill.total), money(bill.gridOnly), gain(bill.saved)] });
}

async function drawn(bill) {
  const starts = new Map((await get('/api/sessions')).map((each) => [each.sessionId, each]));
  const buttons = element('p', { class: 'buttons' }, button(text('bill.print'), () => window.print(), 'plain'),
    button(text('bill.csv'), () => save(`${bill.participantId}-${bill.from.slice(0, 10)}.csv`, 'text/csv', csv(bill.sessions)), 'plain'));
  return [sums(bill), hint(text('bill.hint')), ...(bill.sessions.length ? [buttons] : []), sessions(bill, starts),
    ...bill.sessions.map((each) => folded(`${text('bill.periods')}: ${each.sessionId}, ${day(starts.get(each.sessionId).startUtc)}`, lines(each, starts.get(each.sessionId).periodMinutes)))];
}

export async function bill(me, parameters) {
  const participantId = parameters.get('participant') || me.participants[0]?.participantId;
  if (!participantId) {
    show(title(text('bill.title')), hint(text('now.nobody')));
    return;
  }
  const result = element('div', {});
  const heading = element('h2', {}, participantId);
  const span = form(text('bill.go'), async ({ from, to }) => {
    const found = await get(ask(api('participants', participantId, 'bill'), { from, to }));
    heading.textContent = text('bill.span', { participant: participantId, from: day(from), to: day(to) });
    result.replaceChildren(...await drawn(found));
  }, field('from', text('bill.from'), { type: 'date', value: parameters.get('from') || dayOf(31), required: '' }),
  field('to', text('bill.to'), { type: 'date', value: parameters.get('to') || dayOf(0), required: '' }));
  span.classList.add('row');
  show(title(text('bill.title')), ...participantChoice(me, participantId, '/mine/bill'), element('section', {}, heading, span, result));
  span.requestSubmit();
}
