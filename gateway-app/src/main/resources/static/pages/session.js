/* One session: how far it is, prices and volumes, trades, bills. */
import { card, element, facts, folded, hint, link, show, table } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { count, kwh, moment, money, price, span, words } from '../lib/figures.js';
import { priceAndVolume } from '../lib/chart.js';
import { badge } from './badge.js';

const PHASES = ['ANNOUNCED', 'QUOTATION', 'REVEAL', 'CLEARED', 'PREPAYMENT', 'DELIVERY', 'SETTLED', 'CLOSED'];

function way(session) {
  const entered = new Map(session.phases.map((phase) => [phase.phase, phase]));
  const names = session.phase === 'CANCELLED' ? [...entered.keys()] : PHASES;
  return element('ol', { class: 'way' }, ...names.map((name) => {
    const phase = entered.get(name);
    const here = name === session.phase;
    return element('li', { class: here ? 'here' : phase ? 'past' : 'ahead', ...(here ? { 'aria-current': 'step' } : {}) },
      element('b', {}, words(name)),
      phase ? element('time', { datetime: phase.at, title: `block ${phase.block}, transaction ${phase.transactionId}` }, phase.at.slice(11, 19)) : element('span', {}, 'not yet'));
  }));
}

function periods(session) {
  const cleared = new Map(session.clearing.map((c) => [c.period, c]));
  const of = (tariff, value) => (cleared.has(tariff.period) ? value(cleared.get(tariff.period)) : '');
  return table('Periods', [
    ['Period, UTC', (t) => span(t.startUtc, session.periodMinutes)],
    ['Agreed, kWh', (t) => of(t, (c) => kwh(c.volumeWh)), 'number'],
    [`Price, ${session.currency}/kWh`, (t) => of(t, (c) => (c.price === null ? 'no trade' : price(c.price))), 'number'],
    ['Any price between', (t) => of(t, (c) => (c.low === null ? '' : `${price(c.low)} \u2013 ${price(c.high)}`)), 'number wide'],
    ['Trades', (t) => of(t, (c) => c.trades), 'number'],
    ['Feed-in', (t) => price(t.feedIn), 'number wide'],
    ['Retail', (t) => price(t.retail), 'number wide'],
    ['Grid fee', (t) => price(t.gridFee), 'number wide'],
  ], session.tariffs);
}

function trades(session, all) {
  return table('Trades', [
    ['Period, UTC', (t) => span(session.tariffs[t.period].startUtc, session.periodMinutes)],
    ['Trade', (t) => t.tradeId, 'wide'],
    ['Seller', (t) => t.seller],
    ['Buyer', (t) => t.buyer],
    ['kWh', (t) => kwh(t.quantityWh), 'number'],
    [`${session.currency}/kWh`, (t) => price(t.price), 'number'],
    ['Status', (t) => (t.status === 'VOID' ? element('span', { class: 'bad' }, 'void') : words(t.status))],
  ], all, { empty: 'No energy has been traded.' });
}

function isSettled(session) {
  return session.phase === 'SETTLED' || session.phase === 'CLOSED';
}

function bills(participants, id) {
  return element('ul', { class: 'links' }, ...participants.map((p) =>
    element('li', {}, link('/bill', { participant: p.participantId, session: id }, p.participantId))));
}

function storages(session, score) {
  return [
    facts(
      ['of the possible saving reached, at least', `${(100 * Number(score.reached)).toFixed(1)} %`],
      ['saved against everybody alone', `${money(score.saved)} ${session.currency}`],
      ['one planner for all could have saved at most more', `${money(score.missedAtMost)} ${session.currency}`],
      ['proposed by', score.organisation],
      ['better off alone', score.worseOffAlone.length ? score.worseOffAlone.join(', ') : 'nobody', score.worseOffAlone.length ? 'bad' : 'good']),
    hint('The session was cleared as a whole. That no owner could have earned more than "at most" is proven on the ledger. Costs are negative.'),
    table('Owners of storages', [
      ['Owner', (o) => o.participantId],
      [`Earned, ${session.currency}`, (o) => money(o.earned), 'number'],
      [`At most, ${session.currency}`, (o) => money(o.atMost), 'number'],
      [`Alone, ${session.currency}`, (o) => money(o.alone), 'number'],
    ], score.owners),
  ];
}

export async function session(parameters) {
  const id = parameters.get('id') || '';
  document.title = 'GridBourse: session ' + id;
  const [found, all, participants, score] = await Promise.all([
    get(api('sessions', id)), get(api('sessions', id, 'trades')), get('/api/participants'), get(api('sessions', id, 'score'))]);
  const prices = found.clearing.filter((c) => c.price !== null).sort((one, other) => Number(one.price) - Number(other.price));
  show(
    element('h1', {}, 'Session ' + id, ' ', badge(found.phase)),
    hint(`Delivery from ${moment(found.startUtc)}, ${count(found.periods, 'period', 'periods')} of ${found.periodMinutes} minutes.`),
    card('How far it is', hint(found.says), ...(found.waitsFor ? [hint('Now: ' + found.waitsFor)] : []), hint('Times at which this instance learnt of it, UTC.'), way(found)),
    card('Price and volume',
      facts(
        ['agreed between peers', kwh(found.energy.agreedWh) + ' kWh'],
        ['of it void: not prepaid', kwh(found.energy.voidWh) + ' kWh', found.energy.voidWh ? 'bad' : ''],
        ['delivered by peers', isSettled(found) ? kwh(found.energy.deliveredWh) + ' kWh' : 'not yet'],
        ['trades', found.counts.trades],
        ['cheapest and dearest period', prices.length ? `${price(prices[0].price)} \u2013 ${price(prices.at(-1).price)} ${found.currency}/kWh` : 'none'],
        ['orders sealed, opened', `${found.counts.committed}, ${found.counts.revealed}`],
        ['prepaid', found.counts.prepaid],
        ['defaulted', found.counts.defaulted, found.counts.defaulted ? 'bad' : '']),
      priceAndVolume(found),
      folded('Figures of each period', periods(found))),
    ...(score.organisation ? [card('Storages', ...storages(found, score))] : []),
    card('Bills', bills(participants, id)),
    card('Trades', folded(count(all.length, 'trade', 'trades'), trades(found, all))));
}
