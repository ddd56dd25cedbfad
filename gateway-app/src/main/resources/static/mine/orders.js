/* One's own orders of a session: a table and a curve, CSV, the node's draft, a preview, and what became of them. */
import { card, element, facts, shape, show, table } from '/lib/dom.js';
import { api, call, get } from './rest.js';
import { kwh, money, text, time } from './texts.js';
import { button, choice, told } from './form.js';

const HEAD = 'period,side,quantity_kwh,limit_price';

class Sheet {
  constructor(participantId, session) {
    this.participantId = participantId;
    this.session = session;
    this.key = `gridbourse.orders.${participantId}.${session.sessionId}`;
    this.rows = session.tariffs.map((tariff) => ({ period: tariff.period, startUtc: tariff.startUtc, side: '', quantity: '', price: '' }));
    this.rest = [];
    this.curve = shape('svg', { class: 'curve', role: 'img', 'aria-label': text('orders.curve'), preserveAspectRatio: 'none' });
    this.said = element('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
    this.quote = element('div', {});
    this.state = element('div', {});
    this.body = element('tbody', {});
  }

  /* Several steps of a period stay as they are; the table shows the first. */
  take(orders) {
    this.rest = orders.filter((order) => order.steps.length > 1);
    for (const row of this.rows) {
      const order = orders.find((each) => each.period === row.period);
      row.side = order ? order.side : '';
      row.quantity = order ? String(order.steps[0].quantityWh / 1000) : '';
      row.price = order ? order.steps[0].limitPrice : '';
    }
    this.draw();
  }

  takeCsv(csv) {
    const lines = csv.trim().split(/\r?\n/).map((line) => line.trim()).filter((line) => line && line !== HEAD);
    const orders = new Map();
    for (const line of lines) {
      const [period, side, quantity, limitPrice] = line.split(',').map((cell) => cell.trim());
      const order = orders.get(period) || { period: Number(period), side, steps: [] };
      order.steps.push({ quantityWh: Math.round(Number(quantity) * 1000), limitPrice });
      orders.set(period, order);
    }
    this.take([...orders.values()]);
    this.keep();
  }

  orders() {
    const several = new Map(this.rest.map((order) => [order.period, order]));
    return this.rows.filter((row) => row.side && row.quantity).map((row) => several.get(row.period) || {
      period: row.period, side: row.side, steps: [{ quantityWh: Math.round(Number(row.quantity) * 1000), limitPrice: row.price }] });
  }

  keep() {
    localStorage.setItem(this.key, JSON.stringify(this.orders()));
  }

  draw() {
    this.body.replaceChildren(...this.rows.map((row) => this.line(row)));
    this.drawCurve();
  }

  line(row) {
    const input = (name, attributes) => {
      const made = element('input', { 'aria-label': `${text('orders.' + name)} ${row.period}`, inputmode: 'decimal', value: row[name], ...attributes });
      made.addEventListener('input', () => this.typed(row, name, made.value.trim()));
      return made;
    };
    const side = element('select', { 'aria-label': `${text('orders.side')} ${row.period}` }, ...['', 'BUY', 'SELL'].map((value) =>
      element('option', value === row.side ? { value, selected: '' } : { value }, text(value ? 'orders.' + value : 'orders.nothing'))));
    side.addEventListener('change', () => this.typed(row, 'side', side.value));
    return element('tr', {}, element('th', { scope: 'row' }, row.period), element('td', {}, time(row.startUtc)),
      element('td', {}, side), element('td', {}, input('quantity', {})), element('td', {}, input('price', {})));
  }

  typed(row, name, value) {
    row[name] = value;
    this.rest = this.rest.filter((order) => order.period !== row.period);
    this.keep();
    this.drawCurve();
  }

  drawCurve() {
    const most = Math.max(1, ...this.rows.map((row) => Number(row.quantity) || 0));
    const width = 100 / this.rows.length;
    this.curve.setAttribute('viewBox', '0 0 100 40');
    this.curve.replaceChildren(shape('line', { x1: 0, x2: 100, y1: 20, y2: 20, stroke: 'currentColor', 'stroke-width': 0.2 }),
      ...this.rows.filter((row) => row.side && Number(row.quantity) > 0).map((row) => {
        const height = (19 * Number(row.quantity)) / most;
        return shape('rect', { class: row.side.toLowerCase(), x: row.period * width + width / 10, width: width * 0.8, y: row.side === 'BUY' ? 20 - height : 20, height });
      }));
  }

  async attempt(work) {
    this.said.className = 'said';
    this.body.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
    try {
      this.said.textContent = (await work()) || '';
    } catch (problem) {
      this.said.className = 'said bad';
      this.said.textContent = told(problem);
      this.mark(problem.field);
    }
  }

  /* The field that a refusal names, such as orders[2].steps[0].limitPrice. */
  mark(name) {
    const found = /^orders\[(\d+)\]\.?(.*)$/.exec(name || '');
    const order = found && this.orders()[Number(found[1])];
    if (order) {
      const column = found[2].endsWith('limitPrice') ? 2 : found[2].startsWith('side') ? 0 : 1;
      const wrong = this.body.children[order.period].querySelectorAll('select, input')[column];
      wrong.setAttribute('aria-invalid', 'true');
      wrong.focus();
    }
  }

  path(what) {
    return api('sessions', this.session.sessionId, what, this.participantId);
  }

  async preview() {
    this.tell(await call('POST', this.path('preview'), { orders: this.orders() }));
  }

  tell(quote) {
    this.quote.replaceChildren(facts([text('orders.bond'), money(quote.bond)], [text('orders.prepayment'), money(quote.prepayment)],
      [text('now.wallet'), money(quote.wallet)], [text('orders.worst'), money(quote.worstCase)],
      ...(quote.likely === null ? [] : [[text('orders.likely'), money(quote.likely)]])));
  }

  async draft() {
    const draft = await get(api('sessions', this.session.sessionId, 'draft') + `?participantId=${encodeURIComponent(this.participantId)}`);
    this.take(draft.orders);
    this.keep();
    this.tell(draft);
    this.quote.append(...draft.reasons.map((reason) => element('p', { class: 'hint' }, reason.sentence)));
  }

  showState(state) {
    this.state.replaceChildren(facts([text('orders.state'), text('orders.state.' + state.state)], [text('orders.bond'), money(state.bidBond)]),
      element('h3', {}, text('trades.title')), table(text('trades.title'), [
        [text('orders.period'), (trade) => trade.period, 'number'], [text('trades.partner'), (trade) => trade.partner],
        [text('orders.quantity'), (trade) => kwh(trade.quantityWh), 'number'], [text('orders.price'), (trade) => trade.price, 'number'],
        [text('trades.status'), (trade) => text('trades.' + trade.status)]], state.trades, { empty: text('orders.nothing') }));
  }

  async open() {
    const state = await get(this.path('orders'));
    this.showState(state);
    const typed = localStorage.getItem(this.key);
    this.take(typed ? JSON.parse(typed) : state.orders || []);
  }

  async send() {
    this.showState(await call('PUT', this.path('orders'), { orders: this.orders(), autoPrepay: true }));
    localStorage.removeItem(this.key);
    return text('orders.sent');
  }

  async withdraw() {
    this.showState(await call('DELETE', this.path('orders')));
    return text('orders.back');
  }

  view() {
    const csv = element('textarea', { 'aria-label': text('orders.paste'), placeholder: HEAD });
    return [this.state, element('p', { class: 'hint' }, text('orders.kept')), this.curve,
      element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, element('tr', {},
        ...['period', 'start', 'side', 'quantity', 'price'].map((name) => element('th', { scope: 'col' }, text('orders.' + name))))), this.body)),
      this.quote, this.said,
      button(text('orders.preview'), () => this.attempt(() => this.preview()), 'plain'),
      button(text('orders.send'), () => this.attempt(() => this.send())),
      button(text('orders.draft'), () => this.attempt(() => this.draft()), 'plain'),
      button(text('orders.withdraw'), () => this.attempt(() => this.withdraw()), 'plain'),
      element('details', {}, element('summary', {}, text('orders.paste')), csv, button(text('orders.take'), () => this.takeCsv(csv.value), 'plain'))];
  }
}

export async function orders(me) {
  document.title = text('orders.title');
  const parameters = new URLSearchParams(location.search);
  const [gates, sessions] = await Promise.all([get('/api/sessions/next'), get('/api/sessions')]);
  const ids = [...new Set([...gates.sessions.map((each) => each.sessionId), ...sessions.map((each) => each.sessionId).reverse()])];
  const participantId = parameters.get('participant') || me.participants[0]?.participantId;
  const sessionId = parameters.get('session') || ids[0];
  if (!participantId || !sessionId) {
    show(card(text('orders.title'), element('p', {}, text(participantId ? 'orders.none' : 'now.nobody'))));
    return;
  }
  const pick = choice('session', text('orders.session'), ids.map((id) => [id, id]), sessionId);
  pick.querySelector('select').addEventListener('change', (event) =>
    location.assign(`/mine/orders?session=${encodeURIComponent(event.target.value)}&participant=${encodeURIComponent(participantId)}`));
  const sheet = new Sheet(participantId, await get(api('sessions', sessionId)));
  await sheet.open();
  show(card(`${text('orders.title')}: ${participantId}`, pick, ...sheet.view()));
}
