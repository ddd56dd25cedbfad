/* The energy of each period as a bar that is dragged, or moved by keys: bought above the line, sold below it. */
import { shape } from '../lib/dom.js';
import { kwh, time } from '../lib/figures.js';
import { text } from '../lib/texts.js';

const WIDTH = 960, HEIGHT = 220, MIDDLE = HEIGHT / 2, ROOM = MIDDLE - 16;
const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
const WH_LEAST = 10;

/* rows have a signed energy `wh`, bought positive; changed(row, wh) is told of each change. */
export class Curve {
  constructor(rows, mostWh, changed) {
    this.rows = rows;
    this.mostWh = mostWh;
    this.changed = changed;
    this.focused = 0;
    this.view = shape('svg', { class: 'curve', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'group', 'aria-label': text('orders.curve') });
    this.view.addEventListener('pointerdown', (event) => this.drag(event));
  }

  /* Rounded to what a hand can mean. */
  step() {
    return Math.max(WH_LEAST, 10 ** Math.floor(Math.log10(this.most() / 20)));
  }

  most() {
    return Math.min(this.mostWh, Math.max(1000, ...this.rows.map((row) => Math.abs(row.wh) * 1.25)));
  }

  draw() {
    const width = WIDTH / this.rows.length, most = this.most();
    this.scale = most;
    const labels = Math.ceil(this.rows.length / 8);
    this.view.replaceChildren(
      ...this.rows.filter((row) => row.period % labels === 0).map((row) => shape('text', { x: row.period * width + 2, y: HEIGHT - 2 }, time(row.startUtc))),
      shape('text', { x: 2, y: 11 }, `${kwh(most, 2)} kWh ${text('orders.BUY')}`),
      shape('line', { class: 'axis', x1: 0, x2: WIDTH, y1: MIDDLE, y2: MIDDLE }),
      ...this.rows.map((row) => this.bar(row, width, most)));
  }

  bar(row, width, most) {
    const height = Math.min(ROOM, (ROOM * Math.abs(row.wh)) / most);
    const words = row.wh === 0 ? text('orders.nothing') : `${text(row.wh > 0 ? 'orders.BUY' : 'orders.SELL')} ${kwh(Math.abs(row.wh))} kWh`;
    const made = shape('g', { role: 'slider', tabindex: row.period === this.focused ? '0' : '-1', 'aria-orientation': 'vertical', 'aria-label': `${text('orders.period')} ${row.period}, ${time(row.startUtc)}`,
      'aria-valuemin': -this.mostWh, 'aria-valuemax': this.mostWh, 'aria-valuenow': row.wh, 'aria-valuetext': words },
    shape('title', {}, words), shape('rect', { class: 'touch', x: row.period * width, width, y: 0, height: HEIGHT }),
    shape('rect', { class: row.wh >= 0 ? 'buy' : 'sell', x: (row.period + 0.1) * width, width: width * 0.8, y: row.wh >= 0 ? MIDDLE - height : MIDDLE, height }));
    made.addEventListener('keydown', (event) => this.key(event, row));
    return made;
  }

  key(event, row) {
    if (event.key in STEPS) {
      this.set(row, row.wh + STEPS[event.key] * this.step());
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.set(row, 0);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      this.focused = Math.max(0, Math.min(this.rows.length - 1, row.period + (event.key === 'ArrowRight' ? 1 : -1)));
    } else {
      return;
    }
    event.preventDefault();
    this.draw();
    this.view.querySelectorAll('[role="slider"]')[this.focused].focus();
  }

  set(row, wh) {
    const rounded = Math.round(wh / WH_LEAST) * WH_LEAST;
    row.wh = Math.max(-this.mostWh, Math.min(this.mostWh, rounded));
    this.focused = row.period;
    this.changed(row);
  }

  /* The scale stays while the hand moves; one stroke may draw many periods. */
  drag(event) {
    event.preventDefault();
    const box = this.view.getBoundingClientRect();
    const most = this.scale, step = this.step();
    const move = (to) => {
      const period = Math.max(0, Math.min(this.rows.length - 1, Math.floor(((to.clientX - box.left) / box.width) * this.rows.length)));
      const up = MIDDLE - ((to.clientY - box.top) / box.height) * HEIGHT;
      this.set(this.rows[period], Math.round(((up / ROOM) * most) / step) * step);
      const width = WIDTH / this.rows.length;
      this.view.querySelectorAll('[role="slider"]')[period].replaceWith(this.bar(this.rows[period], width, most));
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      this.draw();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    move(event);
  }
}
