'use strict';

const SVG = 'http://www.w3.org/2000/svg';

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function chart(session) {
  const width = 960, height = 260, left = 52, right = 52, top = 12, bottom = 28;
  const count = session.tariffs.length;
  const step = (width - left - right) / count;
  const volumeMax = Math.max(1, ...session.clearing.map((c) => c.volumeWh));
  const prices = session.tariffs.flatMap((t) => [Number(t.retail), Number(t.feedIn)]);
  const low = Math.min(0, ...prices), high = Math.max(0.01, ...prices);
  const y = (price) => top + (height - top - bottom) * (high - price) / (high - low);
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', width: '100%' });
  session.tariffs.forEach((t, i) => svg.append(shape('rect', {
    x: left + i * step, width: step, y: y(Number(t.retail)), height: Math.max(0, y(Number(t.feedIn)) - y(Number(t.retail))), fill: '#eef2f4',
  })));
  session.clearing.forEach((c) => {
    const tall = (height - top - bottom) * c.volumeWh / volumeMax;
    svg.append(shape('rect', { x: left + c.period * step + step * 0.15, width: step * 0.7, y: height - bottom - tall, height: tall, fill: '#2f6f9f', opacity: 0.75 }));
    if (c.price !== null) {
      svg.append(shape('line', { x1: left + c.period * step, x2: left + (c.period + 1) * step, y1: y(Number(c.price)), y2: y(Number(c.price)), stroke: '#c4761b', 'stroke-width': 3 }));
    }
  });
  svg.append(shape('text', { x: 4, y: top + 8 }, kwh(volumeMax) + ' kWh'));
  svg.append(shape('text', { x: 4, y: height - bottom }, '0'));
  svg.append(shape('text', { x: width - right + 6, y: top + 8 }, high.toFixed(2)));
  svg.append(shape('text', { x: width - right + 6, y: height - bottom }, low.toFixed(2)));
  for (let i = 0; i < count; i += Math.ceil(count / 12)) {
    svg.append(shape('text', { x: left + i * step, y: height - 8 }, i));
  }
  return svg;
}

run(async () => {
  const id = parameter('id');
  const path = '/api/sessions/' + encodeURIComponent(id);
  const [session, trades, participants] = await Promise.all([get(path), get(path + '/trades'), get('/api/participants')]);
  show('title', 'Session ' + id);
  show('state', `${session.phase}; ${session.counts.committed} sealed, ${session.counts.revealed} opened, ${session.counts.prepaid} prepaid, ${session.counts.defaulted} defaulted, ${session.counts.trades} trades`);
  show('chart', chart(session));
  show('bills', ...participants.flatMap((p) => [link('bill.html', { participant: p.participantId, session: id }, p.participantId), ' ']));
  show('trades', table([
    ['trade', (t) => t.tradeId],
    ['period', (t) => t.period, 'number'],
    ['seller', (t) => t.seller],
    ['buyer', (t) => t.buyer],
    ['kWh', (t) => kwh(t.quantityWh), 'number'],
    [session.currency + '/kWh', (t) => t.price, 'number'],
    ['status', (t) => t.status],
  ], trades));
});
