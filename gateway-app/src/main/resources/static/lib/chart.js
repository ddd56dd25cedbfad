/* Charts as SVG. Each is a figure with a legend; what it shows is in a table on the same page too. */
import { element, shape } from './dom.js';
import { count, kwh, price, span, time } from './figures.js';
import { named, text as words } from './texts.js';

/* A narrow screen gets a narrower drawing, so that its texts stay as large as the page's. */
const NARROW = matchMedia('(max-width: 40rem)').matches;
const WIDTH = NARROW ? 400 : 960, LEFT = NARROW ? 44 : 58, RIGHT = NARROW ? 66 : 76, TOP = 26, BOTTOM = 44;
const LABELS = NARROW ? 4 : 12;

function figure(height, description, legend, shapes) {
  return element('figure', {},
    element('ul', { class: 'legend', 'aria-hidden': 'true' }, ...legend.map(([kind, text]) =>
      element('li', {}, element('span', { class: 'key ' + kind }), text))),
    element('div', { class: 'plot' },
      shape('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': description }, ...shapes)));
}

/* The least of 1, 2, 5 times a power of ten that cuts the range into at most five. */
function stepOf(range) {
  const rough = range / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough) || 10);
}

function ticks(low, high) {
  const step = stepOf(high - low);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

function text(x, y, anchor, value) {
  return shape('text', { x, y, 'text-anchor': anchor }, value);
}

/* Volume as bars and clearing price as a line, over the band that the tariff leaves to the peers. */
export function priceAndVolume(session) {
  const height = 320, bottom = height - BOTTOM, right = WIDTH - RIGHT;
  const cleared = new Map(session.clearing.map((c) => [c.period, c]));
  const step = (right - LEFT) / session.periods;
  const prices = session.tariffs.flatMap((t) => [Number(t.retail) - Number(t.gridFee), Number(t.feedIn)]);
  const low = Math.min(0, ...prices), high = Math.max(0.01, ...prices) * 1.05;
  const most = Math.max(1, ...session.clearing.map((c) => c.volumeWh)) * 1.05;
  const yPrice = (value) => bottom - (bottom - TOP) * (value - low) / (high - low);
  const yVolume = (wh) => bottom - (bottom - TOP) * wh / most;
  const shapes = [
    text(LEFT, 14, 'middle', 'kWh'),
    text(right, 14, 'middle', session.currency + '/kWh'),
    ...ticks(0, most / 1000).flatMap((value) => [
      shape('line', { class: 'grid', x1: LEFT, x2: right, y1: yVolume(value * 1000), y2: yVolume(value * 1000) }),
      text(LEFT - 6, yVolume(value * 1000) + 4, 'end', count(value))]),
    ...ticks(low, high).map((value) => text(right + 6, yPrice(value) + 4, 'start', value.toFixed(2))),
  ];
  session.tariffs.forEach((tariff, i) => {
    const x = LEFT + i * step, cap = yPrice(Number(tariff.retail) - Number(tariff.gridFee)), floor = yPrice(Number(tariff.feedIn));
    const period = cleared.get(i);
    const told = [span(tariff.startUtc, session.periodMinutes),
      period ? `${kwh(period.volumeWh)} kWh` : words('chart.notCleared'),
      ...(period && period.price !== null ? [`${price(period.price)} ${session.currency}/kWh`] : []),
      `(${words('session.feedIn')} ${price(tariff.feedIn)}, ${words('session.retail')} ${price(tariff.retail)}, ${words('session.gridFee')} ${price(tariff.gridFee)})`].join(' ');
    shapes.push(shape('g', {}, shape('title', {}, told),
      shape('rect', { class: 'touch', x, width: step, y: TOP, height: bottom - TOP }),
      shape('rect', { class: 'band', x, width: step, y: cap, height: Math.max(0, floor - cap) }),
      period ? shape('rect', { class: 'volume', x: x + step * 0.15, width: step * 0.7, y: yVolume(period.volumeWh), height: bottom - yVolume(period.volumeWh) }) : null,
      period && period.price !== null ? shape('line', { class: 'price', x1: x, x2: x + step, y1: yPrice(Number(period.price)), y2: yPrice(Number(period.price)) }) : null));
    if (i % Math.ceil(session.periods / LABELS) === 0) {
      shapes.push(text(x, bottom + 16, 'middle', time(tariff.startUtc)));
    }
  });
  shapes.push(shape('line', { class: 'axis', x1: LEFT, x2: right, y1: bottom, y2: bottom }), text((LEFT + right) / 2, height - 8, 'middle', words('chart.start')));
  return figure(height, words('chart.priceVolume', { periods: session.periods }),
    [['volume', words('chart.volume')], ['price', words('chart.price', { currency: session.currency })], ['band', words('chart.band')]], shapes);
}

/* The score after each change, over the classes of the rules in force. */
export function creditScore(events, rules) {
  const height = 220, bottom = height - 24, right = WIDTH - RIGHT;
  const scores = [events[0].before, ...events.map((event) => event.after)];
  const step = (right - LEFT) / Math.max(1, scores.length - 1);
  const y = (score) => bottom - (bottom - TOP) * score / rules.highestScore;
  const shapes = [text(LEFT - 6, 14, 'end', words('credit.score'))];
  rules.classes.forEach(({ creditClass, lowestScore }, i) => {
    const above = i === 0 ? rules.highestScore : rules.classes[i - 1].lowestScore;
    shapes.push(
      shape('line', { class: 'grid', x1: LEFT, x2: right, y1: y(lowestScore), y2: y(lowestScore) }),
      text(LEFT - 6, y(lowestScore) + 4, 'end', lowestScore),
      text(right + 6, (y(lowestScore) + y(above)) / 2 + 4, 'start', named('class.', creditClass)));
  });
  shapes.push(shape('polyline', { class: 'score', points: scores.map((score, i) => `${LEFT + i * step},${y(score)}`).join(' ') }));
  scores.forEach((score, i) => shapes.push(shape('circle', { class: 'score', cx: LEFT + i * step, cy: y(score), r: 4 },
    shape('title', {}, i === 0 ? `${score}` : `${score} (${events[i - 1].sessionId})`))));
  return figure(height, words('chart.credit', { first: scores[0], last: scores.at(-1), changes: events.length }), [['score', words('chart.score')]], shapes);
}

/* What a node expects: load and generation with their bands, and under them what its battery holds. */
export function outlook(day) {
  const height = 300, bottom = height - BOTTOM, right = WIDTH - RIGHT;
  const step = (right - LEFT) / day.periods.length;
  const hours = day.periodMinutes / 60;
  const kw = (wh) => wh / 1000 / hours;
  const most = Math.max(0.1, ...day.periods.flatMap((p) => [kw(p.load.highWh), kw(p.generation.highWh)])) * 1.05;
  const y = (value) => bottom - (bottom - TOP) * value / most;
  const middle = (i) => LEFT + (i + 0.5) * step;
  const line = (kind, value) => shape('polyline', { class: kind, points: day.periods.map((p, i) => `${middle(i)},${y(kw(value(p)))}`).join(' ') });
  const band = (kind, of) => shape('polygon', { class: kind, points: [
    ...day.periods.map((p, i) => `${middle(i)},${y(kw(of(p).highWh))}`), ...day.periods.map((p, i) => `${middle(i)},${y(kw(of(p).lowWh))}`).reverse()].join(' ') });
  const full = day.periods.some((p) => p.stateOfChargePermille !== null);
  const shapes = [
    text(LEFT, 14, 'middle', 'kW'),
    ...ticks(0, most).flatMap((value) => [shape('line', { class: 'grid', x1: LEFT, x2: right, y1: y(value), y2: y(value) }), text(LEFT - 6, y(value) + 4, 'end', count(value))]),
    ...(full ? [text(right, 14, 'middle', '%'), ...[0, 50, 100].map((value) => text(right + 6, bottom - (bottom - TOP) * value / 100 + 4, 'start', value)),
      ...day.periods.map((p, i) => shape('rect', { class: 'battery', x: LEFT + i * step + step * 0.1, width: step * 0.8, y: bottom - (bottom - TOP) * p.stateOfChargePermille / 1000, height: (bottom - TOP) * p.stateOfChargePermille / 1000 }))] : []),
    band('loadBand', (p) => p.load), band('sunBand', (p) => p.generation),
    line('load', (p) => p.load.meanWh), line('sun', (p) => p.generation.meanWh),
    ...day.periods.filter((p, i) => i % Math.ceil(day.periods.length / LABELS) === 0).map((p) => text(LEFT + p.period * step, bottom + 16, 'middle', time(p.startUtc))),
    shape('line', { class: 'axis', x1: LEFT, x2: right, y1: bottom, y2: bottom })];
  return figure(height, words('chart.outlook', { periods: day.periods.length }),
    [['load', words('chart.load')], ['sun', words('chart.sun')], ...(full ? [['battery', words('chart.battery')]] : [])], shapes);
}
