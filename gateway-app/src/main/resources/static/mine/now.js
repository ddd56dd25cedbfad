/* The first screen: what happens now and next, what it came to, and the rule. */
import { card, element, facts, show } from '/lib/dom.js';
import { api, call, get } from './rest.js';
import { kwh, money, text, time } from './texts.js';
import { choice, field, form } from './form.js';

const MODES = ['AUTOMATIC', 'MANUAL', 'OFF'];

function left(gate, offset) {
  const seconds = Math.max(0, Math.round((new Date(gate) - (Date.now() + offset)) / 1000));
  const two = (number) => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/* Counted by the instance's clock: this device's may be wrong. */
function countdown(gates) {
  const line = element('p', {});
  const offset = new Date(gates.now) - Date.now();
  const next = gates.sessions[0];
  const tell = () => {
    if (!next) {
      line.textContent = text('now.gate.none');
    } else if (!next.gateCloses) {
      line.textContent = text('now.gate.open', { session: next.sessionId });
    } else {
      line.textContent = text('now.gate', { session: next.sessionId, time: time(next.gateCloses), left: left(next.gateCloses, offset) });
    }
  };
  tell();
  setInterval(tell, 1000);
  return line;
}

async function activity(participantId, sessions) {
  const running = sessions.filter((each) => ['PREPAYMENT', 'DELIVERY', 'SETTLED'].includes(each.phase)).pop();
  const trades = running ? (await get(api('sessions', running.sessionId, 'trades') + `?participantId=${encodeURIComponent(participantId)}`)) : [];
  const living = trades.filter((each) => each.status !== 'VOID');
  const sum = (mine) => living.filter(mine).reduce((total, each) => total + each.quantityWh, 0);
  const bought = sum((each) => each.buyer === participantId);
  const sold = sum((each) => each.seller === participantId);
  if (bought === 0 && sold === 0) {
    return text('now.grid');
  }
  return text(bought >= sold ? 'now.buying' : 'now.selling', { kwh: kwh(Math.max(bought, sold)), session: running.sessionId });
}

function ruleCard(participantId, rule) {
  const sentence = element('p', { class: 'hint' }, rule.sentence);
  return card(text('rule.title'), sentence, form(text('rule.save'), async (typed) => {
    const wish = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
    const set = await call('PUT', api('participants', participantId, 'rule'), wish);
    sentence.textContent = set.sentence;
  },
  choice('mode', text('rule.mode'), MODES.map((mode) => [mode, text('rule.' + mode)]), rule.mode),
  ...['buyAtMost', 'sellAtLeast', 'dailyLimit'].map((name) =>
    field(name, text('rule.' + name), { inputmode: 'decimal', value: rule[name] || '' }))));
}

async function lastBill(participantId, sessions) {
  const closed = sessions.filter((each) => each.phase === 'CLOSED').sort((a, b) => a.startUtc.localeCompare(b.startUtc)).pop();
  return closed ? get(api('participants', participantId, 'bill') + `?sessionId=${encodeURIComponent(closed.sessionId)}`).catch(() => null) : null;
}

async function participantCards(participantId, sessions) {
  const [account, rule, bill, doing] = await Promise.all([
    get(api('participants', participantId, 'account')), get(api('participants', participantId, 'rule')),
    lastBill(participantId, sessions), activity(participantId, sessions)]);
  const locked = account.locks.reduce((sum, lock) => sum + Number(lock.bidBond) + Number(lock.escrow) + Number(lock.bond), 0);
  return [card(participantId, element('p', { class: 'now' }, doing), facts(
    ...(bill ? [[text('now.cost'), `${money(bill.total)} ${bill.currency}`, 'big'], [text('now.saved'), money(bill.saved)]] : []),
    [text('now.wallet'), money(account.wallet)], [text('now.locked'), money(locked)],
    [text('now.credit'), `${account.creditScore} (${account.creditClass})`])), ruleCard(participantId, rule)];
}

export async function now(me) {
  document.title = text('now.title');
  const [gates, sessions] = await Promise.all([get('/api/sessions/next'), get('/api/sessions')]);
  const cards = await Promise.all(me.participants.map(({ participantId }) => participantCards(participantId, sessions)));
  show(card(text('now.title'), countdown(gates), ...(me.participants.length === 0 ? [element('p', {}, text('now.nobody'))] : [])), ...cards.flat());
  const events = new EventSource('/api/events');
  events.addEventListener('ledger', (event) => {
    if (JSON.parse(event.data).phase === 'CLOSED') {
      events.close();
      now(me);
    }
  });
}
