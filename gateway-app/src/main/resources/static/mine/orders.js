/* One's own orders of a session: written as a table, a curve or CSV, previewed, sealed, sent, and what became of them. */
import { card, element, facts, hint, save, show, table, title } from '../lib/dom.js';
import { api, ask, call, get } from '../lib/rest.js';
import { gain, kwh, money, price, span, zone } from '../lib/figures.js';
import { attempt, button, notice } from '../lib/form.js';
import { known, named, text } from '../lib/texts.js';
import { seal, withdraw } from '../key/orders.js';
import { countdown } from './now.js';
import { read, written } from './csv.js';
import { sessionAndParticipant } from './pick.js';
import { Sheet } from './sheet.js';

const OPEN = ['ANNOUNCED', 'QUOTATION'];

class Desk {
  constructor(participantId, session, picked, custody, mostWh) {
    Object.assign(this, { participantId, session, picked, custody });
    this.sheet = new Sheet(participantId, session, mostWh);
    this.said = notice();
    this.quote = element('div', {});
    this.state = element('div', {});
    this.byItself = element('input', { type: 'checkbox', checked: '' });
  }

  path(what) {
    return api('sessions', this.session.sessionId, what, this.participantId);
  }

  attempt(work) {
    return attempt(this.said, work, (field) => this.sheet.cell(field));
  }

  async open() {
    const state = await get(this.path('orders'));
    this.showState(state);
    if (!this.sheet.restore()) {
      this.sheet.take(state.orders || []);
    }
  }

  async preview() {
    this.tell(await call('POST', this.path('preview'), { orders: this.sheet.orders() }));
  }

  tell(quote) {
    this.quote.replaceChildren(facts([text('orders.bond'), money(quote.bond)], [text('orders.prepayment'), money(quote.prepayment)], [text('now.wallet'), money(quote.wallet)],
      [text('orders.worst'), gain(quote.worstCase)], ...(quote.likely === null ? [] : [[text('orders.likely'), gain(quote.likely)]])), hint(text('orders.quote')));
  }

  async draft() {
    const draft = await get(ask(api('sessions', this.session.sessionId, 'draft'), { participantId: this.participantId }));
    this.sheet.replace(draft.orders);
    this.tell(draft);
    return draft.orders.length ? '' : text('orders.noDraft');
  }

  /* What was ordered for the same hours in the last session before. */
  async yesterday() {
    const before = this.picked.sessions.filter((each) => each.startUtc < this.session.startUtc && each.periods === this.session.periods && each.periodMinutes === this.session.periodMinutes)
      .sort((one, other) => other.startUtc.localeCompare(one.startUtc))[0];
    const orders = before ? (await get(api('sessions', before.sessionId, 'orders', this.participantId))).orders : null;
    if (!orders) {
      return text('orders.noYesterday');
    }
    this.sheet.replace(orders);
    return text('orders.copied', { session: before.sessionId });
  }

  async send() {
    const orders = this.sheet.orders();
    if (this.custody === 'OWN') {
      const [quote, before] = await Promise.all([call('POST', this.path('preview'), { orders }), get(this.path('orders'))]);
      await seal(this.participantId, this.session.sessionId, orders, quote.declared, before.revision + 1);
      this.showState(await get(this.path('orders')));
    } else {
      this.showState(await call('PUT', this.path('orders'), { orders, autoPrepay: this.byItself.checked }));
    }
    this.sheet.forget();
    return text('orders.sent');
  }

  /* For orders that were sent without it. */
  async prepay() {
    this.showState(await call('POST', this.path('prepay')));
    return text('orders.prepaid');
  }

  async withdraw() {
    if (this.custody === 'OWN') {
      await withdraw(this.participantId, this.session.sessionId, (await get(this.path('orders'))).revision + 1);
      this.showState(await get(this.path('orders')));
    } else {
      this.showState(await call('DELETE', this.path('orders')));
    }
    return text('orders.back');
  }

  showState(state) {
    const reason = known('problem.' + state.reason) ? text('problem.' + state.reason) : state.reason;
    this.state.replaceChildren(facts([text('orders.state'), text('orders.state.' + state.state), 'big'], [text('market.phase'), named('phase.', state.phase)],
      [text('orders.bond'), money(state.bidBond)]), ...(state.reason ? [element('p', { class: 'bad' }, reason)] : []),
    ...(state.phase === 'PREPAYMENT' && this.custody !== 'OWN' && state.trades.some((trade) => trade.status === 'CLEARED') ? [this.work('orders.prepay', 'prepay', '')] : []),
    ...(state.trades.length || !OPEN.includes(state.phase) ? [element('h3', {}, text('trades.title')), table(text('trades.title'), [
      [text('session.period'), (trade) => span(this.session.tariffs[trade.period].startUtc, this.session.periodMinutes)], [text('trades.partner'), (trade) => trade.partner],
      ['kWh', (trade) => kwh(trade.quantityWh), 'number'], [text('session.price', { currency: this.session.currency }), (trade) => price(trade.price), 'number'],
      [text('market.status'), (trade) => named('trades.', trade.status)]], state.trades, { empty: text('session.noTrades') })] : []));
  }

  csv() {
    const area = element('textarea', { 'aria-label': text('orders.paste'), placeholder: 'period,side,quantity_kwh,limit_price', spellcheck: 'false' });
    const take = (words) => this.attempt(async () => {
      this.sheet.replace(read(words, this.session.periods));
      return text('orders.taken');
    });
    const file = element('input', { type: 'file', accept: '.csv,text/csv,text/plain' });
    file.addEventListener('change', async () => file.files[0] && take(await file.files[0].text()));
    return element('details', {}, element('summary', {}, text('orders.csv')), hint(text('orders.csv.hint')), area,
      element('p', { class: 'buttons' }, button(text('orders.take'), () => take(area.value), 'plain'),
        button(text('orders.save'), () => this.attempt(() => save(`orders-${this.session.sessionId}.csv`, 'text/csv', written(this.sheet.orders()))), 'plain')),
      element('label', {}, text('orders.file'), file));
  }

  work(key, what, kind) {
    return button(text(key), () => this.attempt(() => this[what]()), kind);
  }

  view() {
    const takes = OPEN.includes(this.session.phase);
    return [
      card(`${this.participantId}, ${this.session.sessionId}`, ...(takes ? countdown(this.picked.gates, this.session.sessionId) : [hint(text('orders.closed'))]), this.state, ...(takes ? [] : [this.said])),
      ...(takes ? [card(text('orders.write'), hint(text('orders.kept'), ' ', zone()),
        element('p', { class: 'buttons' }, this.work('orders.draft', 'draft', 'plain'), this.work('orders.yesterday', 'yesterday', 'plain')),
        this.sheet.curve.view, hint(text('orders.keys')), this.sheet.table(),
        ...(this.custody === 'OWN' ? [] : [element('label', { class: 'check' }, this.byItself, ' ', text('orders.byItself'))]), this.quote, this.said,
        element('p', { class: 'buttons' }, this.work('orders.preview', 'preview', 'plain'), this.work(this.custody === 'OWN' ? 'orders.sign' : 'orders.send', 'send', ''),
          this.work('orders.withdraw', 'withdraw', 'plain')), this.csv())] : [])];
  }
}

export async function orders(me, parameters) {
  const picked = await sessionAndParticipant(me, parameters, '/mine/orders');
  if (!picked.participantId || !picked.sessionId) {
    show(title(text('orders.title')), hint(text(picked.participantId ? 'orders.none' : 'now.nobody')));
    return;
  }
  const [session, who] = await Promise.all([get(api('sessions', picked.sessionId)), get(api('participants', picked.participantId))]);
  const custody = me.participants.find((each) => each.participantId === picked.participantId)?.custody;
  const desk = new Desk(picked.participantId, session, picked, custody, Math.max(who.importLimitWh, who.exportLimitWh));
  await desk.open();
  show(title(text('orders.title')), picked.chooser, ...desk.view());
  const events = new EventSource('/api/events');
  events.addEventListener('ledger', async (event) => {
    const told = JSON.parse(event.data);
    if (told.sessionId === session.sessionId && told.phase !== session.phase) {
      session.phase = told.phase;
      desk.showState(await get(desk.path('orders')));
    }
  });
}
