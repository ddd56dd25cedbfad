/* One participant: account, credit, bills. */
import { card, element, facts, hint, link, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { kwh, moment, money, points } from '../lib/figures.js';
import { creditScore } from '../lib/chart.js';
import { named, text } from '../lib/texts.js';
import { badge } from './badge.js';

export function locks(account) {
  return table(text('participant.locked'), [
    [text('market.session'), (l) => link('/session', { id: l.sessionId }, l.sessionId)],
    [text('orders.bond'), (l) => money(l.bidBond), 'number'],
    [text('participant.escrow'), (l) => money(l.escrow), 'number'],
    [text('participant.bond'), (l) => money(l.bond), 'number'],
  ], account.locks, { empty: text('participant.noLock') });
}

export function changes(events) {
  return table(text('credit.moved'), [
    [text('market.session'), (e) => link('/session', { id: e.sessionId }, e.sessionId)],
    [text('credit.score'), (e) => `${e.before} \u2192 ${e.after}`, 'number'],
    [text('credit.points'), (e) => points(e.points), 'number'],
    [text('credit.why'), (e) => e.reason, 'text'],
  ], events, { empty: text('credit.none') });
}

function consents(all) {
  return table(text('participant.consents'), [
    [text('participant.consentTo'), (c) => c.function],
    [text('participant.which'), (c) => c.requestId],
    [text('participant.by'), (c) => (c.giver === 'self' ? text('participant.itself') : c.giver.replace('MSP', ''))],
    [text('participant.until'), (c) => moment(c.expiresUtc), 'wide'],
    [text('market.status'), (c) => named('consent.', c.status)],
  ], all, { empty: text('participant.noConsent') });
}

export async function participant(me, parameters) {
  const id = parameters.get('id') || '';
  const [who, account, events, sessions, rules, given] = await Promise.all([
    get(api('participants', id)), get(api('participants', id, 'account')), get(api('participants', id, 'credit')),
    get('/api/sessions'), get('/api/rules'), get(ask('/api/consents', { participantId: id }))]);
  show(
    title(text('participant.title', { id })),
    hint(text('participant.of', { organisation: who.mspId.replace('MSP', ''), status: named('status.', who.status), kwh: kwh(who.tieLineWh) }), ' ',
      who.meterIds.length ? text('participant.meters', { meters: who.meterIds.join(', ') }) : text('participant.noMeter')),
    card(text('participant.account'),
      facts([text('now.wallet'), money(account.wallet), 'big'], [text('market.arrears'), money(account.arrears), account.arrears === '0' ? '' : 'bad'],
        [text('credit.score'), account.creditScore], [text('credit.class'), named('class.', account.creditClass)]),
      element('h3', {}, text('participant.locked')), locks(account)),
    card(text('participant.bills'), table(text('participant.bills'), [
      [text('market.session'), (s) => link('/bill', { participant: id, session: s.sessionId }, s.sessionId)],
      [text('market.phase'), (s) => badge(s.phase)],
      [text('market.starts'), (s) => moment(s.startUtc)],
    ], sessions.reverse(), { empty: text('market.noSession') })),
    card(text('participant.consents'), hint(text('participant.consentHint')), consents(given)),
    card(text('credit.title'), ...(events.length ? [creditScore(events, rules), changes(events)] : [hint(text('credit.none'))])));
}
