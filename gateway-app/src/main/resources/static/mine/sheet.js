/* The orders of one session as they are being written: a row per period, kept on this device until they are sent. */
import { element } from '../lib/dom.js';
import { span } from '../lib/figures.js';
import { Problem } from '../lib/rest.js';
import { text } from '../lib/texts.js';
import { Curve } from './curve.js';
import { isPrice, wh } from './csv.js';

export class Sheet {
  constructor(participantId, session, mostWh) {
    this.session = session;
    this.key = `gridbourse.orders.${participantId}.${session.sessionId}`;
    this.rows = session.tariffs.map((tariff) => ({ ...tariff, side: '', quantity: '', price: '', wh: 0, steps: [] }));
    this.body = element('tbody', {});
    this.curve = new Curve(this.rows, mostWh, (row) => this.dragged(row));
  }

  /* An order of several steps stays as it is until its row is changed; the row shows the first. */
  take(orders) {
    this.rows.forEach((row) => {
      const order = orders.find((each) => each.period === row.period);
      row.side = order ? order.side : '';
      row.quantity = order ? String(order.steps[0].quantityWh / 1000) : '';
      row.price = order ? order.steps[0].limitPrice : '';
      row.steps = order && order.steps.length > 1 ? order.steps : [];
      this.measure(row);
    });
    this.draw();
  }

  /* Takes what comes from elsewhere, and keeps it. */
  replace(orders) {
    this.take(orders);
    this.keep();
  }

  measure(row) {
    const energy = row.steps.length ? row.steps.reduce((sum, step) => sum + step.quantityWh, 0) : wh(row.quantity) || 0;
    row.wh = row.side === 'SELL' ? -energy : row.side === 'BUY' ? energy : 0;
  }

  /* What is written, to be sent; a cell that cannot be read is named. */
  orders() {
    this.marks();
    return this.rows.filter((row) => row.side || row.quantity || row.steps.length).map((row) => ({
      period: row.period, side: this.required(row, 'side', row.side !== ''),
      steps: row.steps.length ? row.steps : [{ quantityWh: wh(this.required(row, 'quantity', wh(row.quantity))), limitPrice: this.required(row, 'price', isPrice(row.price)) }] }));
  }

  required(row, name, right) {
    if (!right) {
      this.mark(row.period, name);
      throw new Problem(0, { code: 'cell', detail: text('orders.wrong.' + name, { period: row.period }) });
    }
    return row[name];
  }

  marks() {
    this.body.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
  }

  mark(period, name) {
    const wrong = this.body.querySelector(`[data-cell="${period} ${name}"]`);
    wrong.setAttribute('aria-invalid', 'true');
    wrong.focus();
  }

  /* The cell that a refusal names, such as orders[2].steps[0].limitPrice. */
  cell(field) {
    const [, index, rest] = /^orders\[(\d+)\]\.?(.*)$/.exec(field) || [];
    const order = index === undefined ? null : this.orders()[Number(index)];
    const name = rest?.endsWith('limitPrice') ? 'price' : rest?.startsWith('side') ? 'side' : 'quantity';
    return order ? this.body.querySelector(`[data-cell="${order.period} ${name}"]`) : null;
  }

  keep() {
    localStorage.setItem(this.key, JSON.stringify(this.rows.map(({ side, quantity, price, steps }) => ({ side, quantity, price, steps }))));
  }

  /* Whether something was typed and not sent, which is then back, half-written cells too. */
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) || 'null');
    if (kept) {
      this.rows.forEach((row, i) => {
        Object.assign(row, kept[i]);
        this.measure(row);
      });
      this.draw();
    }
    return kept !== null;
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  dragged(row) {
    const side = row.wh > 0 ? 'BUY' : row.wh < 0 ? 'SELL' : '';
    row.price = side === '' ? '' : side === row.side && row.price ? row.price : this.usual(row, side);
    row.side = side;
    row.quantity = side ? String(Math.abs(row.wh) / 1000) : '';
    row.steps = [];
    this.keep();
    this.body.children[row.period].replaceWith(this.line(row));
  }

  /* Where no price is written yet: what the grid would cost or pay, so that every trade is better. */
  usual(row, side) {
    const cap = (Number(row.retail) - Number(row.gridFee)).toFixed(6).replace(/\.?0+$/, '');
    return side === 'BUY' ? cap : Number(row.feedIn) < 0 ? '0' : row.feedIn;
  }

  draw() {
    this.body.replaceChildren(...this.rows.map((row) => this.line(row)));
    this.curve.draw();
  }

  line(row) {
    const input = (name) => {
      const made = element('input', { 'aria-label': `${text('orders.' + name)}, ${text('orders.period')} ${row.period}`, 'data-cell': `${row.period} ${name}`, inputmode: 'decimal', autocomplete: 'off', value: row[name] });
      made.addEventListener('input', () => this.typed(row, name, made.value.trim().replace(',', '.')));
      return made;
    };
    const side = element('select', { 'aria-label': `${text('orders.side')}, ${text('orders.period')} ${row.period}`, 'data-cell': `${row.period} side` }, ...['', 'BUY', 'SELL'].map((value) =>
      element('option', value === row.side ? { value, selected: '' } : { value }, text(value ? 'orders.' + value : 'orders.nothing'))));
    side.addEventListener('change', () => this.typed(row, 'side', side.value));
    return element('tr', {}, element('th', { scope: 'row' }, row.period), element('td', {}, span(row.startUtc, this.session.periodMinutes)),
      element('td', {}, side), element('td', {}, input('quantity')), element('td', {}, input('price')),
      element('td', { class: 'wide' }, row.steps.length ? text('orders.steps', { steps: row.steps.length }) : ''));
  }

  typed(row, name, value) {
    row[name] = value;
    row.steps = [];
    if (name === 'side') {
      row.quantity = value ? row.quantity : '';
      row.price = value ? row.price || this.usual(row, value) : '';
      ['quantity', 'price'].forEach((each) => {
        this.body.querySelector(`[data-cell="${row.period} ${each}"]`).value = row[each];
      });
    }
    this.measure(row);
    this.keep();
    this.curve.draw();
  }

  table() {
    return element('div', { class: 'scroll' }, element('table', { class: 'sheet' }, element('caption', { class: 'unseen' }, text('orders.title')),
      element('thead', {}, element('tr', {}, ...['period', 'start', 'side', 'quantity', 'price'].map((name) => element('th', { scope: 'col' }, text('orders.' + name))), element('td', { class: 'wide' }))), this.body));
  }
}
