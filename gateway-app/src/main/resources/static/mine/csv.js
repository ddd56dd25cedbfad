/* Orders as a table: period,side,quantity_kwh,limit_price; pasted from a spreadsheet too. */
import { text } from '../lib/texts.js';
import { Problem } from '../lib/rest.js';

export const HEAD = 'period,side,quantity_kwh,limit_price';
const WH = /^\d{1,9}(\.\d{1,3})?$/;
const PRICE = /^-?\d{1,9}(\.\d{1,6})?$/;

function wrong(line, what) {
  return new Problem(0, { code: 'csv', detail: text('csv.' + what, { line, head: HEAD }) });
}

/* kWh with at most three decimals as whole Wh; null where it is no such number. */
export function wh(kwh) {
  if (!WH.test(kwh)) {
    return null;
  }
  const [whole, part = ''] = kwh.split('.');
  return Number(whole) * 1000 + Number(part.padEnd(3, '0'));
}

export const isPrice = (decimal) => PRICE.test(decimal);

export function read(words, periods) {
  const rows = words.replace(/^\ufeff/, '').split(/\r?\n/).map((line) => line.trim().split(/\s*[,;\t]\s*/));
  if (rows[0].join(',').toLowerCase() !== HEAD) {
    throw wrong(1, 'head');
  }
  const orders = new Map();
  rows.forEach(([period, side, quantity, limitPrice, ...more], i) => {
    if (i === 0 || (period === '' && side === undefined)) {
      return;
    }
    const line = i + 1, number = Number(period), energy = wh(quantity ?? '');
    if (limitPrice === undefined || more.length) {
      throw wrong(line, 'cells');
    }
    if (!/^\d+$/.test(period) || number >= periods) {
      throw wrong(line, 'period');
    }
    if (side !== 'BUY' && side !== 'SELL') {
      throw wrong(line, 'side');
    }
    if (!energy) {
      throw wrong(line, 'quantity');
    }
    if (!isPrice(limitPrice)) {
      throw wrong(line, 'price');
    }
    const order = orders.get(number) || { period: number, side, steps: [] };
    if (order.side !== side) {
      throw wrong(line, 'sides');
    }
    order.steps.push({ quantityWh: energy, limitPrice });
    orders.set(number, order);
  });
  return [...orders.values()].sort((one, other) => one.period - other.period);
}

export function written(orders) {
  return [HEAD, ...orders.flatMap(({ period, side, steps }) => steps.map((step) => [period, side, step.quantityWh / 1000, step.limitPrice].join(',')))].join('\n') + '\n';
}
