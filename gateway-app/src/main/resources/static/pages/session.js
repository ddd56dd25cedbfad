/* One session: how far it is, prices and volumes, trades, bills. */
import { card, element, facts, folded, hint, link, show, table, title } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { clock, count, kwh, moment, money, price, span, zone } from '../lib/figures.js';
import { priceAndVolume } from '../lib/chart.js';
import { named, text } from '../lib/texts.js';
import { badge } from './badge.js';

const PHASES = ['ANNOUNCED', 'QUOTATION', 'REVEAL', 'CLEARED', 'PREPAYMENT', 'DELIVERY', 'SETTLED', 'CLOSED'];

function way(session) {
  const entered = new Map(session.phases.map((phase) => [phase.phase, phase]));
  const names = session.phase === 'CANCELLED' ? [...entered.keys()] : PHASES;
  return element('ol', { class: 'way' }, ...names.map((name) => {
    const phase = entered.get(name);
    const here = name === session.phase;
    return element('li', { class: here ? 'here' : phase ? 'past' : 'ahead', ...(here ? { 'aria-current': 'step' } : {}) },
      element('b', {}, named('phase.', name)),
      phase ? element('time', { datetime: phase.at, title: `${phase.block}: ${phase.transactionId}` }, clock(phase.at)) : element('span', {}, text('session.notYet')));
  }));
}

function periods(session) {
  const cleared = new Map(session.clearing.map((c) => [c.period, c]));
  const of = (tariff, value) => (cleared.has(tariff.period) ? value(cleared.get(tariff.period)) : '');
  return table(text('market.periods'), [
    [text('session.period'), (t) => span(t.startUtc, session.periodMinutes)],
    [text('session.agreedKwh'), (t) => of(t, (c) => kwh(c.volumeWh)), 'number'],
    [text('session.price', { currency: session.currency }), (t) => of(t, (c) => (c.price === null ? text('session.noTrade') : price(c.price))), 'number'],
    [text('session.between'), (t) => of(t, (c) => (c.low === null ? '' : `${price(c.low)} \u2013 ${price(c.high)}`)), 'number wide'],
    [text('session.trades'), (t) => of(t, (c) => c.trades), 'number'],
    [text('session.feedIn'), (t) => price(t.feedIn), 'number wide'],
    [text('session.retail'), (t) => price(t.retail), 'number wide'],
    [text('session.gridFee'), (t) => price(t.gridFee), 'number wide'],
  ], session.tariffs);
}

function trades(session, all) {
  return table(text('session.trades'), [
    [text('session.period'), (t) => span(session.tariffs[t.period].startUtc, session.periodMinutes)],
    [text('session.trade'), (t) => t.tradeId, 'wide'],
    [text('session.seller'), (t) => t.seller],
    [text('session.buyer'), (t) => t.buyer],
    ['kWh', (t) => kwh(t.quantityWh), 'number'],
    [text('session.price', { currency: session.currency }), (t) => price(t.price), 'number'],
    [text('market.status'), (t) => element('span', { class: t.status === 'VOID' ? 'bad' : '' }, named('trades.', t.status))],
  ], all, { empty: text('session.noTrades') });
}

function isSettled(session) {
  return session.phase === 'SETTLED' || session.phase === 'CLOSED';
}

function storages(session, score) {
  return [
    facts(
      [text('session.reached'), `${(100 * Number(score.reached)).toFixed(1)} %`],
      [text('session.saved'), `${money(score.saved)} ${session.currency}`],
      [text('session.missed'), `${money(score.missedAtMost)} ${session.currency}`],
      [text('session.proposedBy'), score.organisation],
      [text('session.worseOff'), score.worseOffAlone.length ? score.worseOffAlone.join(', ') : text('session.nobody'), score.worseOffAlone.length ? 'bad' : 'good']),
    hint(text('session.storageHint')),
    table(text('session.owners'), [
      [text('session.owner'), (o) => o.participantId],
      [`${text('session.earned')}, ${session.currency}`, (o) => money(o.earned), 'number'],
      [`${text('session.atMost')}, ${session.currency}`, (o) => money(o.atMost), 'number'],
      [`${text('session.alone')}, ${session.currency}`, (o) => money(o.alone), 'number'],
    ], score.owners),
  ];
}

export async function session(me, parameters) {
  const id = parameters.get('id') || '';
  const [found, all, participants, score] = await Promise.all([
    get(api('sessions', id)), get(api('sessions', id, 'trades')), get('/api/participants'), get(api('sessions', id, 'score'))]);
  const prices = found.clearing.filter((c) => c.price !== null).sort((one, other) => Number(one.price) - Number(other.price));
  const mine = new Set(me.participants.map((each) => each.participantId));
  const seesAll = me.user === 'instance' || me.roles.includes('operator') || me.roles.includes('auditor');
  show(
    title(text('session.title', { id }), ' ', badge(found.phase)),
    hint(text('session.from', { time: moment(found.startUtc), periods: found.periods, minutes: found.periodMinutes }), ' ', zone()),
    card(text('session.way'), hint(found.says), ...(found.waitsFor ? [hint(text('session.now', { what: found.waitsFor }))] : []), way(found)),
    card(text('session.priceVolume'),
      facts(
        [text('session.agreed'), kwh(found.energy.agreedWh) + ' kWh'],
        [text('session.void'), kwh(found.energy.voidWh) + ' kWh', found.energy.voidWh ? 'bad' : ''],
        [text('session.delivered'), isSettled(found) ? kwh(found.energy.deliveredWh) + ' kWh' : text('session.notYet')],
        [text('session.trades'), count(found.counts.trades)],
        [text('session.range'), prices.length ? `${price(prices[0].price)} \u2013 ${price(prices.at(-1).price)}` : text('session.none')],
        [text('session.sealed'), `${found.counts.committed}, ${found.counts.revealed}`],
        [text('session.prepaid'), found.counts.prepaid],
        [text('session.defaulted'), found.counts.defaulted, found.counts.defaulted ? 'bad' : '']),
      priceAndVolume(found),
      folded(text('session.figures'), periods(found))),
    ...(score.organisation ? [card(text('session.storages'), ...storages(found, score))] : []),
    card(text('participant.bills'), element('ul', { class: 'links' }, ...participants.filter((p) => seesAll || mine.has(p.participantId)).map((p) =>
      element('li', {}, link('/bill', { participant: p.participantId, session: id }, p.participantId))))),
    card(text('session.trades'), folded(text('session.allTrades', { number: count(all.length) }), trades(found, all))));
}
