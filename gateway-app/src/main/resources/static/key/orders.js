/* Orders sealed and signed here: the hash is made by this page, so that nobody else can put other orders behind it. */
import { api, call, get } from '../lib/rest.js';
import { element, table } from '../lib/dom.js';
import { kwh, nano, price } from '../lib/figures.js';
import { text } from '../lib/texts.js';
import { canonical } from './bytes.js';
import { salt, sha256 } from './own.js';
import { submit } from './submit.js';

const MICRO = 1000n;

/* Orders as the ledger has them: by period, prices in millionths. */
function schedule(orders) {
  return [...orders].sort((one, other) => one.period - other.period).map(({ period, side, steps }) => ({
    period, side, steps: steps.map(({ quantityWh, limitPrice }) => ({ quantityWh, limitPriceMicroPerKwh: Number(nano(limitPrice) / MICRO) })) }));
}

function shown(orders) {
  return table(text('orders.title'), [[text('orders.period'), (each) => each.period, 'number'], [text('orders.side'), (each) => text('orders.' + each.side)],
    ['kWh', (each) => kwh(each.quantityWh), 'number'], [text('orders.price'), (each) => price(each.limitPrice), 'number']],
  orders.flatMap(({ period, side, steps }) => steps.map((step) => ({ period, side, ...step }))));
}

/* One signature for the day: prepayment is ordered with the seal, and what opens it is left with the organisation. */
export async function seal(participantId, sessionId, orders, declared, revision) {
  const [instance, given] = [await get('/api/instance'), salt()];
  const sealed = schedule(orders);
  const hash = await sha256(canonical({ tag: 'gridbourse.orders.1', channel: instance.channel, sessionId, participantId, revision, salt: given, schedule: sealed }));
  const request = { sessionId, participantId, revision, hash, declaredNano: Number(nano(declared)), autoPrepay: true };
  await submit(participantId, 'commitOrders', request, [element('p', {}, text('sign.seal')), shown(orders)]);
  await call('PUT', api('sessions', sessionId, 'opening', participantId), { revision, salt: given, orders });
}

export async function withdraw(participantId, sessionId, revision) {
  await submit(participantId, 'withdrawOrders', { sessionId, participantId, revision });
}
