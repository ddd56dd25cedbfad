/* One participant: account, credit, bills. */
import { card, element, facts, hint, link, show, table } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { className, kwh, moment, money, words } from '../lib/figures.js';
import { creditScore } from '../lib/chart.js';
import { badge } from './badge.js';

function locks(account) {
  return table('Locked in open sessions', [
    ['Session', (l) => link('/session', { id: l.sessionId }, l.sessionId)],
    ['Bid bond', (l) => money(l.bidBond), 'number'],
    ['Escrow', (l) => money(l.escrow), 'number'],
    ['Performance bond', (l) => money(l.bond), 'number'],
  ], account.locks, { empty: 'Nothing is locked.' });
}

function changes(events) {
  return table('Changes of the credit score', [
    ['Session', (e) => link('/session', { id: e.sessionId }, e.sessionId)],
    ['Score', (e) => `${e.before} \u2192 ${e.after}`, 'number'],
    ['Points', (e) => e.points.replace('-', '\u2212'), 'number'],
    ['Why', (e) => e.reason.replace(/: [^:]* points$/, ''), 'text'],
  ], events);
}

function consents(all) {
  return table('Consents', [
    ['To', (c) => c.function],
    ['Which', (c) => c.requestId],
    ['By', (c) => (c.giver === 'self' ? 'itself' : c.giver.replace('MSP', ''))],
    ['Until', (c) => moment(c.expiresUtc), 'wide'],
    ['Status', (c) => words(c.status)],
  ], all, { empty: 'Nothing was consented to.' });
}

export async function participant(parameters) {
  const id = parameters.get('id') || '';
  document.title = 'GridBourse: ' + id;
  const [who, account, events, sessions, rules, given] = await Promise.all([
    get(api('participants', id)), get(api('participants', id, 'account')), get(api('participants', id, 'credit')), get('/api/sessions'), get('/api/rules'), get('/api/consents?participantId=' + encodeURIComponent(id))]);
  show(
    element('h1', {}, 'Participant ' + id),
    hint(`Of ${who.mspId.replace('MSP', '')}, ${words(who.status)}; tie line ${kwh(who.tieLineWh)} kWh a period; ${who.meterIds.length ? 'meter ' + who.meterIds.join(', ') : 'no meter yet'}.`),
    card('Account',
      facts(['wallet', money(account.wallet), 'big'], ['arrears', money(account.arrears), account.arrears === '0' ? '' : 'bad'],
        ['credit score', account.creditScore], ['class', className(account.creditClass)]),
      element('h3', {}, 'Locked in open sessions'), locks(account)),
    card('Bills', table('Bills', [
      ['Session', (s) => link('/bill', { participant: id, session: s.sessionId }, s.sessionId)],
      ['Phase', (s) => badge(s.phase)],
      ['Delivery starts', (s) => moment(s.startUtc)],
    ], sessions, { empty: 'No session yet.' })),
    card('Consents', hint('What the grid company may not do alone: pay out, change a meter, a key or a limit, replace a measured reading.'), consents(given)),
    card('Credit', ...(events.length ? [creditScore(events, rules), changes(events)] : [hint('The score has not changed yet.')])));
}
