/* The first screen: what happens now and next, what it came to, and the rule. It follows the ledger's events. */
import { card, element, facts, hint, show, title } from '../lib/dom.js';
import { api, ask, call, get } from '../lib/rest.js';
import { cash, end, gain, isNegative, kwh, moment, money, span, sum, time } from '../lib/figures.js';
import { choice, field, filled, form } from '../lib/form.js';
import { named, text } from '../lib/texts.js';

const MODES = ['AUTOMATIC', 'MANUAL', 'OFF'];
const AFTER_EVENT_MILLIS = 300;

function left(gate, offset) {
  const seconds = Math.max(0, Math.round((new Date(gate) - (Date.now() + offset)) / 1000));
  const two = (number) => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/* Counted by the instance's clock: this device's may be wrong, and is told so. */
export function countdown(gates, sessionId = gates.sessions[0]?.sessionId) {
  const line = element('p', { class: 'gate' });
  const offset = new Date(gates.now) - Date.now();
  const next = gates.sessions.find((each) => each.sessionId === sessionId);
  const tell = () => {
    if (!next) {
      line.textContent = text('now.gate.none');
    } else if (!next.gateCloses) {
      line.textContent = text('now.gate.open', { session: next.sessionId });
    } else {
      line.textContent = text('now.gate', { session: next.sessionId, time: moment(next.gateCloses), left: left(next.gateCloses, offset) });
    }
  };
  tell();
  const ticking = setInterval(() => (line.isConnected ? tell() : clearInterval(ticking)), 1000);
  return [line, ...(Math.abs(offset) > 60_000 ? [element('p', { class: 'bad' }, text('now.clock', { time: time(gates.now) }))] : [])];
}

function holds(session, now) {
  return session.startUtc <= now && now < end(session.startUtc, session.periods * session.periodMinutes);
}

/* What a participant does in some trades: with whom, and how much. */
function doing(trades, participantId, words) {
  const bought = trades.filter((each) => each.buyer === participantId), sold = trades.filter((each) => each.seller === participantId);
  const mine = bought.length ? bought : sold;
  if (mine.length === 0) {
    return ['grid', text(words.grid)];
  }
  const energy = mine.reduce((total, each) => total + each.quantityWh, 0);
  const partners = [...new Set(mine.map((each) => (bought.length ? each.seller : each.buyer)))].join(', ');
  return bought.length ? ['buying', text(words.buying, { kwh: kwh(energy), partners })] : ['selling', text(words.selling, { kwh: kwh(energy), partners })];
}

/* By the clock where a session delivers now; else the last one that runs, as on a simulated ledger, as a whole. */
async function activity(participantId, sessions, now) {
  const running = sessions.filter((each) => ['PREPAYMENT', 'DELIVERY', 'SETTLED'].includes(each.phase));
  const session = running.find((each) => holds(each, now)) || running.at(-1);
  if (!session) {
    return [['grid', text('now.grid')]];
  }
  const trades = (await get(ask(api('sessions', session.sessionId, 'trades'), { participantId }))).filter((each) => each.status !== 'VOID');
  if (!holds(session, now)) {
    return [doing(trades, participantId, { grid: 'now.grid', buying: 'now.buying', selling: 'now.selling' })];
  }
  const period = Math.floor((Date.parse(now) - Date.parse(session.startUtc)) / (session.periodMinutes * 60_000));
  const at = (number, when) => {
    const [kind, words] = doing(trades.filter((each) => each.period === number), participantId, { grid: 'now.grid.period', buying: 'now.buying', selling: 'now.selling' });
    return [kind, `${text(when)} ${span(end(session.startUtc, number * session.periodMinutes), session.periodMinutes)}: ${words}`];
  };
  return [at(period, 'now.now'), ...(period + 1 < session.periods ? [at(period + 1, 'now.next')] : [])];
}

function today() {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return [day.toISOString(), new Date(day.getTime() + 86_400_000).toISOString()];
}

/* What the day has come to so far; where no session of today is settled, the last bill. */
async function cost(participantId, sessions) {
  const settled = sessions.filter((each) => ['SETTLED', 'CLOSED'].includes(each.phase)).sort((a, b) => a.startUtc.localeCompare(b.startUtc));
  const [from, to] = today();
  const ofToday = settled.filter((each) => from <= each.startUtc && each.startUtc < to);
  const wanted = ofToday.length ? ofToday : settled.slice(-1);
  const bills = await Promise.all(wanted.map((each) => get(ask(api('participants', participantId, 'bill'), { sessionId: each.sessionId }))));
  if (bills.length === 0) {
    return [];
  }
  const total = sum(bills.map((each) => each.total)), saved = sum(bills.map((each) => each.saved));
  return [[text(ofToday.length ? 'now.cost' : 'now.lastBill'), cash(total, bills[0].currency), 'big'],
    [text('bill.saved.against'), gain(saved), isNegative(saved) ? 'bad' : 'good']];
}

function ruleCard(participantId, rule, currency) {
  const sentence = element('p', { class: 'hint' }, rule.sentence);
  return card(`${text('rule.title')}: ${participantId}`, sentence, form(text('rule.save'), async (typed) => {
    const set = await call('PUT', api('participants', participantId, 'rule'), filled(typed));
    sentence.textContent = set.sentence;
    return text('rule.saved');
  },
  choice('mode', text('rule.mode'), MODES.map((mode) => [mode, text('rule.' + mode)]), rule.mode),
  ...['buyAtMost', 'sellAtLeast', 'dailyLimit'].map((name) =>
    field(name, text('rule.' + name, { currency }), { inputmode: 'decimal', autocomplete: 'off', value: rule[name] || '' }))));
}

async function nowCard(participantId, sessions, now) {
  const [account, came, does] = await Promise.all([
    get(api('participants', participantId, 'account')), cost(participantId, sessions), activity(participantId, sessions, now)]);
  const locked = sum(['0', ...account.locks.flatMap((lock) => [lock.bidBond, lock.escrow, lock.bond])]);
  return card(participantId, ...does.map(([kind, words], i) => element('p', { class: `now ${kind} ${i ? 'next' : ''}` }, words)), facts(...came,
    [text('now.wallet'), money(account.wallet)], [text('now.locked'), money(locked)],
    [text('credit.score'), `${account.creditScore} (${named('class.', account.creditClass)})`]));
}

async function live(me, place) {
  const [gates, sessions] = await Promise.all([get('/api/sessions/next'), get('/api/sessions')]);
  const cards = await Promise.all(me.participants.map(({ participantId }) => nowCard(participantId, sessions, gates.now)));
  place.replaceChildren(card(text('now.gates'), ...countdown(gates)), ...cards);
  return sessions;
}

export async function now(me) {
  const place = element('div', {});
  const sessions = await live(me, place);
  const currency = sessions.at(-1)?.currency || '';
  const rules = await Promise.all(me.participants.map(async ({ participantId }) =>
    ruleCard(participantId, await get(api('participants', participantId, 'rule')), currency)));
  show(title(text('now.title')), ...(me.participants.length === 0 ? [hint(text('now.nobody'))] : []), place, ...rules);
  const events = new EventSource('/api/events');
  let waiting = null;
  events.addEventListener('ledger', () => {
    waiting ??= setTimeout(async () => {
      waiting = null;
      await live(me, place).catch(() => {}); // the next event tries again
    }, AFTER_EVENT_MILLIS);
  });
}
