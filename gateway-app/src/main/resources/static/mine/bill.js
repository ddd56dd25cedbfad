/* What a span of days came to beside the grid alone, and what moved the credit. */
import { card, element, facts, show, table } from '/lib/dom.js';
import { api, get } from './rest.js';
import { kwh, money, text } from './texts.js';
import { button, field, form } from './form.js';

function day(daysAgo) {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

function drawn(participantId, bill) {
  return [facts([text('bill.total'), `${money(bill.total)} ${bill.currency || ''}`, 'big'], [text('bill.gridOnly'), money(bill.gridOnly)],
    [text('bill.saved'), money(bill.saved)], [text('bill.bought'), `${kwh(bill.boughtWh)} kWh`], [text('bill.sold'), `${kwh(bill.soldWh)} kWh`],
    [text('bill.fromGrid'), `${kwh(bill.gridSoldWh)} kWh`], [text('bill.toGrid'), `${kwh(bill.gridBoughtWh)} kWh`]),
  table(text('bill.title'), [
    [text('bill.session'), (session) => element('a', { href: `/bill?participant=${encodeURIComponent(participantId)}&session=${encodeURIComponent(session.sessionId)}` }, session.sessionId)],
    [text('bill.total'), (session) => money(session.total), 'number'], [text('bill.gridOnly'), (session) => money(session.gridOnly), 'number'],
    [text('bill.saved'), (session) => money(session.saved), 'number']], bill.sessions, { empty: text('bill.none') })];
}

export async function bill(me) {
  document.title = text('bill.title');
  const cards = me.participants.map(({ participantId }) => {
    const result = element('div', {});
    return card(`${text('bill.title')}: ${participantId}`, form(text('bill.go'), async ({ from, to }) => {
      const path = api('participants', participantId, 'bill') + '?' + new URLSearchParams({ from, to });
      result.replaceChildren(...drawn(participantId, await get(path)));
    }, field('from', text('bill.from'), { type: 'date', value: day(31) }), field('to', text('bill.to'), { type: 'date', value: day(0) })), result,
    button(text('bill.print'), () => window.print(), 'plain'));
  });
  show(...(cards.length ? cards : [card(text('bill.title'), element('p', {}, text('now.nobody')))]));
  document.querySelectorAll('form').forEach((each) => each.requestSubmit());
}

export async function account(me) {
  document.title = text('account.title');
  const cards = await Promise.all(me.participants.map(async ({ participantId }) => {
    const changes = await get(api('participants', participantId, 'credit'));
    return card(`${text('account.title')}: ${participantId}`, table(text('account.title'), [
      [text('bill.session'), (change) => change.sessionId], [text('account.before'), (change) => change.before, 'number'],
      [text('account.after'), (change) => change.after, 'number'], [text('account.why'), (change) => change.reason, 'text']],
    changes, { empty: text('account.none') }));
  }));
  show(...(cards.length ? cards : [card(text('account.title'), element('p', {}, text('now.nobody')))]));
}

