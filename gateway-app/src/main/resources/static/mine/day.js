/* How one's node sees the next session: forecast with its band, battery, what it will offer and why. */
import { card, element, facts, hint, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { kwh, moment, price, span, zone } from '../lib/figures.js';
import { outlook } from '../lib/chart.js';
import { text } from '../lib/texts.js';
import { sessionAndParticipant } from './pick.js';

/* All steps of an order together, from its best price to its last. */
function offered(period) {
  if (!period.order) {
    return text('orders.nothing');
  }
  const { side, steps } = period.order;
  const prices = [...new Set([steps[0], steps.at(-1)].map((step) => price(step.limitPrice)))].join('\u2013');
  return text('day.order', { side: text('orders.' + side), kwh: kwh(steps.reduce((sum, step) => sum + step.quantityWh, 0)), prices });
}

function band(expected) {
  return expected.lowWh === expected.highWh ? kwh(expected.meanWh) : `${kwh(expected.meanWh)} (${kwh(expected.lowWh)}\u2013${kwh(expected.highWh)})`;
}

function periods(day) {
  return table(text('day.title'), [
    [text('session.period'), (p) => span(p.startUtc, day.periodMinutes)],
    [text('day.load'), (p) => band(p.load), 'number wide'], [text('day.generation'), (p) => band(p.generation), 'number wide'],
    ...(day.periods.some((p) => p.stateOfChargePermille !== null) ? [[text('day.battery'), (p) => `${kwh(p.storageWh)} (${Math.round(p.stateOfChargePermille / 10)} %)`, 'number wide']] : []),
    [text('day.grid'), (p) => kwh(p.gridWh), 'number'], [text('day.offer'), offered, 'text'], [text('day.why'), (p) => p.sentence.replace(/^\d\d:\d\d: /, ''), 'text'],
  ], day.periods);
}

function sums(day) {
  const sum = (of) => kwh(day.periods.reduce((total, period) => total + of(period), 0), 2) + ' kWh';
  const energy = (side) => sum((p) => (p.order?.side === side ? p.order.steps.reduce((total, step) => total + step.quantityWh, 0) : 0));
  return facts([text('day.load'), sum((p) => p.load.meanWh)], [text('day.generation'), sum((p) => p.generation.meanWh)],
    [text('day.buys'), energy('BUY')], [text('day.sells'), energy('SELL')]);
}

export async function day(me, parameters) {
  const picked = await sessionAndParticipant(me, parameters, '/mine/day');
  if (!picked.sessionId) {
    show(title(text('day.title')), hint(text(picked.participantId ? 'orders.none' : 'now.nobody')));
    return;
  }
  const [seen, rule] = await Promise.all([
    get(ask(api('sessions', picked.sessionId, 'day'), { participantId: picked.participantId })), get(api('participants', picked.participantId, 'rule'))]);
  show(title(text('day.title')), picked.chooser,
    ...(seen.periods.length === 0 ? [card(picked.participantId, hint(text('day.noNode')))] : [
      card(`${picked.participantId}, ${moment(seen.periods[0].startUtc)}`, hint(zone()), sums(seen), outlook(seen)),
      card(text('day.offer'), hint(text('day.rule', { rule: rule.sentence })), periods(seen),
        element('p', {}, element('a', { href: ask('/mine/orders', { session: picked.sessionId, participant: picked.participantId }) }, text('day.toOrders'))))]));
}
