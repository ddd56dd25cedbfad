/* What a session cost or brought one participant; made to be printed too. */
import { card, element, facts, folded, hint, link, save, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { button } from '../lib/form.js';
import { cash, gain, isNegative, kwh, moment, money, price, span, sum, withoutSign, zone } from '../lib/figures.js';
import { named, text } from '../lib/texts.js';
import { badge } from './badge.js';

/* A figure rounded for reading and, where the page is asked for them, with all its digits. */
function exact(decimal, shown) {
  return element('span', { title: decimal }, element('span', { class: 'rounded' }, shown), element('span', { class: 'whole' }, decimal.replace('-', '\u2212')));
}

function digits() {
  const made = button(text('bill.digits'), () => made.setAttribute('aria-pressed', String(document.body.classList.toggle('digits'))), 'plain');
  made.setAttribute('aria-pressed', 'false');
  return made;
}

function together(bill) {
  return table(text('bill.together'), [[text('bill.part'), ([name]) => name, 'text'], [bill.currency, ([, decimal]) => exact(decimal, money(decimal)), 'number']],
    ['settled', 'forfeited', 'compensation', 'fundShare', 'outages'].map((part) => [text('bill.part.' + part), bill[part]]),
    { sum: [text('bill.total'), exact(bill.total, money(bill.total))] });
}

function unlessZero(wh, kind = '') {
  return wh === 0 ? '' : element('span', { class: kind }, kwh(wh));
}

/* Red is for what matters: more than a hundredth of the contract and more than 10 Wh. */
function isMuch(line) {
  return line.shortWh > Math.max(10, line.contractedWh / 100);
}

export function lines(bill, minutes) {
  const total = (key) => money(sum(bill.lines.map((line) => line[key])));
  return table(text('bill.periods'), [
    [text('session.period'), (l) => span(l.startUtc, minutes)],
    [text('bill.contract'), (l) => (l.side ? `${text('orders.' + l.side)} ${kwh(l.contractedWh)}` : text('session.none'))],
    [text('session.price', { currency: bill.currency }), (l) => (l.price ? price(l.price) : ''), 'number wide'],
    [text('session.retail'), (l) => price(l.retail), 'number wide'],
    [text('session.feedIn'), (l) => price(l.feedIn), 'number wide'],
    [text('bill.metered'), (l) => kwh(l.meteredWh), 'number wide'],
    [text('bill.delivered'), (l) => unlessZero(l.deliveredWh), 'number wide'],
    [text('bill.short'), (l) => unlessZero(l.shortWh, isMuch(l) ? 'bad' : ''), 'number wide'],
    [text('bill.fromGridKwh'), (l) => unlessZero(l.gridSoldWh), 'number wide'],
    [text('bill.toGridKwh'), (l) => unlessZero(l.gridBoughtWh), 'number wide'],
    [text('bill.reading'), (l) => named('quality.', l.quality), 'wide'],
    [text('bill.net', { currency: bill.currency }), (l) => exact(l.net, money(l.net)), 'number'],
    [text('bill.gridOnly'), (l) => exact(l.gridOnly, money(l.gridOnly)), 'number wide'],
    [text('bill.saved'), (l) => exact(l.saved, gain(l.saved)), 'number'],
  ], bill.lines, { sum: [text('bill.all'), ...Array(10).fill(''), total('net'), total('gridOnly'), total('saved')], empty: text('bill.unmetered') });
}

/* Each period as a sentence, its trades by name: what the auditor's explain is asked for. */
function sentences(bill, minutes) {
  return element('ul', { class: 'sentences' }, ...bill.lines.map((line) => {
    const trades = line.parts.filter((part) => part.tradeId).map((part) => part.tradeId);
    return element('li', {}, element('b', {}, span(line.startUtc, minutes)), ' ', line.explanation,
      ' \u2192 ', exact(line.net, money(line.net)), ' ', bill.currency,
      ...(trades.length ? [' ', element('span', { class: 'ids' }, trades.join(' '))] : []));
  }));
}

/* The periods of bills as a table for other programs: figures as the ledger has them. */
export function csv(bills) {
  const columns = ['period', 'startUtc', 'side', 'contractedWh', 'price', 'meteredWh', 'deliveredWh', 'shortWh', 'overWh', 'gridSoldWh', 'gridBoughtWh', 'quality', 'net', 'gridOnly', 'saved'];
  const rows = bills.flatMap((bill) => [
    ...bill.lines.map((line) => [bill.sessionId, bill.currency, ...columns.map((column) => line[column] ?? '')]),
    ...['forfeited', 'compensation', 'fundShare', 'outages'].filter((part) => bill[part] !== '0').map((part) =>
      [bill.sessionId, bill.currency, '', '', part, ...Array(9).fill(''), bill[part], '0', bill[part]])]);
  return [['sessionId', 'currency', ...columns], ...rows].map((row) => row.join(',')).join('\r\n') + '\r\n';
}

export async function bill(me, parameters) {
  const participant = parameters.get('participant') || '', sessionId = parameters.get('session') || '';
  const [found, terms] = await Promise.all([get(ask(api('participants', participant, 'bill'), { sessionId })), get(api('sessions', sessionId))]);
  show(
    title(text('bill.of', { participant, session: sessionId }), ' ', badge(found.phase)),
    element('p', { class: 'buttons' }, button(text('bill.print'), () => window.print(), 'plain'),
      button(text('bill.csv'), () => save(`${participant}-${sessionId}.csv`, 'text/csv', csv([found])), 'plain'),
      link('/participant', { id: participant }, participant), ' ', link('/session', { id: sessionId }, sessionId)),
    hint(text('bill.from.time', { time: moment(terms.startUtc) }), ' ', text(found.phase === 'CLOSED' ? 'bill.final' : 'bill.open'), ' ', zone()),
    element('section', {},
      facts(
        [text(isNegative(found.total) ? 'bill.pay' : 'bill.get'), cash(withoutSign(found.total), found.currency), 'big'],
        [text('bill.gridOnly'), cash(found.gridOnly, found.currency)],
        [text(isNegative(found.saved) ? 'bill.lost' : 'bill.saved.against'), `${gain(found.saved)} ${found.currency}`, isNegative(found.saved) ? 'bad' : 'good'],
        ...(found.storage ? [[text('bill.storage'), text('bill.storage.of', { earned: money(found.storage.earned), most: money(found.storage.atMost) })]] : []),
        [text('credit.score'), found.credit.map((step) => `${step.before} \u2192 ${step.after}`).join(', ') || text('credit.same')]),
      ...found.credit.map((step) => hint(`${step.before} \u2192 ${step.after}: ${step.reason}`)),
      hint(text('bill.hint'))),
    card(text('bill.together'), together(found)),
    card(text('bill.periods'), hint(text('bill.rounded'), ' ', digits()), hint(text('bill.direction')), lines(found, terms.periodMinutes)),
    card(text('bill.why'), hint(text('bill.explain')), folded(text('bill.words'), sentences(found, terms.periodMinutes))));
}
