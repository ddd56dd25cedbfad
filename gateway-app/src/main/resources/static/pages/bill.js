/* What a session cost or brought one participant; made to be printed too. */
import { card, element, facts, folded, hint, link, show, table } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { gain, isNegative, kwh, moment, money, price, span, sum, withoutSign, words } from '../lib/figures.js';
import { badge } from './badge.js';

/* A figure rounded for reading and, where the page is asked for them, with all its digits. */
function exact(text, shown) {
  return element('span', { title: text }, element('span', { class: 'rounded' }, shown), element('span', { class: 'whole' }, text.replace('-', '\u2212')));
}

function digits() {
  const button = element('button', { type: 'button', 'aria-pressed': 'false' }, 'All nine digits');
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(document.body.classList.toggle('digits')));
  });
  return button;
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

/* Red is for what matters: more than a hundredth of the contract and more than 10 Wh. */
function isMuch(line) {
  return line.shortWh > Math.max(10, line.contractedWh / 100);
}

function lines(bill, minutes) {
  const total = (key) => money(sum(bill.lines.map((line) => line[key])));
  return table('Period by period', [
    ['Period, UTC', (l) => span(l.startUtc, minutes)],
    ['Contract, kWh', contract],
    [`Price, ${bill.currency}/kWh`, (l) => (l.price ? price(l.price) : ''), 'number wide'],
    ['Retail', (l) => price(l.retail), 'number wide'],
    ['Feed-in', (l) => price(l.feedIn), 'number wide'],
    ['Metered, kWh', (l) => kwh(l.meteredWh), 'number wide'],
    ['Delivered, kWh', (l) => unlessZero(l.deliveredWh), 'number wide'],
    ['Short, kWh', (l) => unlessZero(l.shortWh, isMuch(l) ? 'bad' : ''), 'number wide'],
    ['From grid, kWh', (l) => unlessZero(l.gridSoldWh), 'number wide'],
    ['To grid, kWh', (l) => unlessZero(l.gridBoughtWh), 'number wide'],
    ['Reading', (l) => words(l.quality), 'wide'],
    [`Net, ${bill.currency}`, (l) => exact(l.net, money(l.net)), 'number'],
    ['Grid alone', (l) => exact(l.gridOnly, money(l.gridOnly)), 'number wide'],
    ['Saved', (l) => exact(l.saved, money(l.saved)), 'number'],
  ], bill.lines, { sum: ['All periods', ...Array(10).fill(''), total('net'), total('gridOnly'), total('saved')], empty: 'Nothing has been metered yet.' });
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

function credit(bill) {
  return bill.credit.map((step) => `${step.before} \u2192 ${step.after}`).join(', ') || 'unchanged';
}

function reasons(bill) {
  return bill.credit.map((step) => hint(`Credit ${step.before} \u2192 ${step.after}: ${step.reason}. Whole points are shown.`));
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
        ...(found.storage ? [['your battery and what is behind it earned', `${money(found.storage.earned)} of at most ${money(found.storage.atMost)} ${found.currency}`]] : []),
        ['credit score', credit(found)]),
      ...reasons(found),
      hint('Costs are negative. "Grid alone" is what the same metered energy had cost or brought without the market. What is settled is booked in the wallet already.')),
    card('How it comes together', together(found)),
    card('Period by period', hint(`Rounded to 0.01 ${found.currency}; the ledger has nine digits. `, digits()),
      hint("Metered energy is in the contract's direction; without a contract, what was fed in less what was taken."), lines(found, terms.periodMinutes)),
    card('Why', hint('What each period is made of. Every trade can be followed with: scripts/gridbourse audit explain TRADE_ID --blocks DIR --genesis FILE'),
      folded('Each period in words', sentences(found, terms.periodMinutes))));
}
