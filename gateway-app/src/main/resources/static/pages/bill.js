/* What a session cost or brought one participant; made to be printed too. */
import { card, element, facts, hint, link, show, table } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { gain, isNegative, kwh, moment, money, price, span, sum, withoutSign, words } from '../lib/figures.js';
import { badge } from './badge.js';

function exact(text, shown) {
  return element('span', { title: text }, shown);
}

function together(bill) {
  return table('How it comes together', [
    ['Part', ([name]) => name, 'text'],
    [bill.currency, ([, text]) => exact(text, money(text)), 'number'],
  ], [
    ['Energy: peers and grid, all periods', bill.settled],
    ['Bid bond lost', bill.forfeited],
    ['Compensation for trades that were not prepaid', bill.compensation],
    ['Share of the fund', bill.fundShare],
    ['Paid by the grid for an outage', bill.outages],
  ], { sum: ['Altogether', exact(bill.total, money(bill.total))] });
}

function contract(line) {
  return line.side ? `${line.side.toLowerCase()} ${kwh(line.contractedWh)}` : 'none';
}

function unlessZero(wh, kind = '') {
  return wh === 0 ? '' : element('span', { class: kind }, kwh(wh));
}

function lines(bill, minutes) {
  const total = (key) => money(sum(bill.lines.map((line) => line[key])));
  return table('Period by period', [
    ['Period, UTC', (l) => span(l.startUtc, minutes)],
    ['Contract, kWh', contract],
    [`Price, ${bill.currency}/kWh`, (l) => (l.price ? price(l.price) : ''), 'number'],
    ['Metered, kWh', (l) => kwh(l.meteredWh), 'number'],
    ['Delivered, kWh', (l) => unlessZero(l.deliveredWh), 'number'],
    ['Short, kWh', (l) => unlessZero(l.shortWh, 'bad'), 'number'],
    ['From grid, kWh', (l) => unlessZero(l.gridSoldWh), 'number'],
    ['To grid, kWh', (l) => unlessZero(l.gridBoughtWh), 'number'],
    ['Reading', (l) => words(l.quality)],
    [`Net, ${bill.currency}`, (l) => exact(l.net, money(l.net)), 'number'],
    ['Grid alone', (l) => exact(l.gridOnly, money(l.gridOnly)), 'number'],
    ['Saved', (l) => exact(l.saved, money(l.saved)), 'number'],
  ], bill.lines, { sum: ['All periods', '', '', '', '', '', '', '', '', total('net'), total('gridOnly'), total('saved')], empty: 'Nothing has been metered yet.' });
}

function credit(bill) {
  return bill.credit.map((step) => `${step.before} \u2192 ${step.after} (${words(step.cause)})`).join(', ') || 'unchanged';
}

export async function bill(parameters) {
  const participant = parameters.get('participant') || '', sessionId = parameters.get('session') || '';
  document.title = `GridBourse: bill of ${participant}, ${sessionId}`;
  const [found, terms] = await Promise.all([
    get(`${api('participants', participant, 'bill')}?${new URLSearchParams({ sessionId })}`), get(api('sessions', sessionId))]);
  const print = element('button', { type: 'button', class: 'print' }, 'Print');
  print.addEventListener('click', () => window.print());
  show(
    element('h1', {}, 'Bill of ', link('/participant', { id: participant }, participant), ' ', badge(found.phase), print),
    hint('Session ', link('/session', { id: sessionId }, sessionId), `, delivery from ${moment(terms.startUtc)}.`,
      found.phase === 'CLOSED' ? ' These figures are final.' : ' These figures may still change until the session is closed.'),
    element('section', {},
      facts(
        [isNegative(found.total) ? 'to pay' : 'to get', `${money(withoutSign(found.total))} ${found.currency}`, 'big'],
        ['with the grid alone', `${money(found.gridOnly)} ${found.currency}`],
        [isNegative(found.saved) ? 'lost against the grid alone' : 'saved against the grid alone', `${gain(found.saved)} ${found.currency}`, isNegative(found.saved) ? 'bad' : 'good'],
        ['credit score', credit(found)]),
      hint('Costs are negative. "Grid alone" is what the same metered energy had cost or brought without the market. What is settled is booked in the wallet already.')),
    card('How it comes together', together(found)),
    card('Period by period', hint(`Rounded to 0.01 ${found.currency}; the ledger has nine digits, shown when you point at a figure. Metered energy is in the contract's direction; without a contract, what was fed in less what was taken.`), lines(found, terms.periodMinutes)));
}
