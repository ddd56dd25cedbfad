/* One's trades of a session, and from whom the energy came or to whom it went. */
import { card, element, facts, hint, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { kwh, price, span, zone } from '../lib/figures.js';
import { named, text } from '../lib/texts.js';
import { sessionAndParticipant } from './pick.js';

/* How much with each partner, the most first. */
function shares(trades, mine, partner) {
  const sums = new Map();
  trades.filter(mine).forEach((each) => sums.set(partner(each), (sums.get(partner(each)) || 0) + each.quantityWh));
  return [...sums.entries()].sort((one, other) => other[1] - one[1]);
}

function share(caption, rows) {
  const most = Math.max(1, ...rows.map(([, energy]) => energy));
  return [element('h3', {}, caption), table(caption, [
    [text('trades.partner'), ([name]) => name], ['kWh', ([, energy]) => kwh(energy), 'number'],
    [text('trades.share'), ([, energy]) => element('meter', { min: 0, max: most, value: energy, 'aria-label': text('trades.share') }, '')],
  ], rows, { empty: text('session.none') })];
}

export async function trades(me, parameters) {
  const picked = await sessionAndParticipant(me, parameters, '/mine/trades');
  const own = picked.participantId;
  if (!own || !picked.sessionId) {
    show(title(text('trades.title')), hint(text(own ? 'market.noSession' : 'now.nobody')));
    return;
  }
  const [session, all, statements] = await Promise.all([get(api('sessions', picked.sessionId)),
    get(ask(api('sessions', picked.sessionId, 'trades'), { participantId: own })), get(ask(api('sessions', picked.sessionId, 'statements'), { participantId: own }))]);
  const stands = all.filter((each) => each.status !== 'VOID');
  const bought = shares(stands, (each) => each.buyer === own, (each) => each.seller);
  const sold = shares(stands, (each) => each.seller === own, (each) => each.buyer);
  const last = new Map(statements.map((each) => [each.period, each]));
  const metered = (key) => [...last.values()].reduce((sum, each) => sum + each[key], 0);
  show(title(text('trades.title')), picked.chooser,
    card(`${own}, ${picked.sessionId}`, hint(text('trades.hint')), facts(
      [text('bill.bought'), `${kwh(bought.reduce((sum, [, energy]) => sum + energy, 0))} kWh`], [text('bill.sold'), `${kwh(sold.reduce((sum, [, energy]) => sum + energy, 0))} kWh`],
      ...(last.size ? [[text('trades.imported'), `${kwh(metered('importWh'))} kWh`], [text('trades.exported'), `${kwh(metered('exportWh'))} kWh`]] : [])),
    ...share(text('trades.from'), bought), ...share(text('trades.to'), sold)),
    card(text('session.trades'), hint(zone()), table(text('session.trades'), [
      [text('session.period'), (each) => span(session.tariffs[each.period].startUtc, session.periodMinutes)],
      [text('orders.side'), (each) => text(each.buyer === own ? 'orders.BUY' : 'orders.SELL')],
      [text('trades.partner'), (each) => (each.buyer === own ? each.seller : each.buyer)],
      ['kWh', (each) => kwh(each.quantityWh), 'number'], [text('session.price', { currency: session.currency }), (each) => price(each.price), 'number'],
      [text('market.status'), (each) => named('trades.', each.status)], [text('session.trade'), (each) => each.tradeId, 'wide']],
    all, { empty: text('session.noTrades') })));
}
