/* Supervision: whether the books balance, what to look at in a session, and the health of this instance. */
import { card, element, facts, folded, hint, show, table, title } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { gain, kwh, money, price } from '../lib/figures.js';
import { text } from '../lib/texts.js';
import { sessionAndParticipant } from '../mine/pick.js';

/* It answers 503 where something is DOWN, and says what. */
async function health() {
  const answer = await fetch('/actuator/health', { headers: { Accept: 'application/json' } });
  return answer.json();
}

function healthCard(found) {
  return card(text('watch.health'), table(text('watch.health'), [[text('watch.part'), ([name]) => name],
    [text('market.status'), ([, part]) => element('span', { class: part.status === 'UP' ? 'good' : 'bad' }, part.status)],
    [text('watch.detail'), ([, part]) => Object.entries(part.details || {}).map(([name, value]) => `${name}: ${value}`).join('; '), 'text']], Object.entries(found.components || {})));
}

function books(found) {
  const yes = (flag) => [text(flag ? 'watch.yes' : 'watch.no'), flag ? 'good' : 'bad'];
  return card(text('watch.books'), facts([text('watch.money'), ...yes(found.balanced)], [text('watch.energy'), ...yes(found.energyBalanced)], [text('watch.sum'), money(found.sum)]),
    table(text('watch.accounts'), [[text('watch.kind'), ([kind]) => kind], [text('watch.posted'), ([, sum]) => money(sum), 'number'],
      [text('watch.held'), ([kind]) => (found.held[kind] === undefined ? '' : money(found.held[kind])), 'number']], Object.entries(found.posted)),
    folded(text('watch.meters'), table(text('watch.meters'), [[text('desk.meter'), (each) => each.meterId], [text('market.participant'), (each) => each.participantId],
      [text('watch.advanced'), (each) => `${kwh(each.advancedImportWh)} / ${kwh(each.advancedExportWh)}`, 'number'], [text('watch.settled'), (each) => `${kwh(each.settledImportWh)} / ${kwh(each.settledExportWh)}`, 'number'],
      [text('watch.balanced'), (each) => element('span', { class: each.balanced ? '' : 'bad' }, text(each.balanced ? 'watch.yes' : 'watch.no'))]], found.meters)));
}

function coincidences(found) {
  return card(text('watch.session', { session: found.sessionId }), hint(text('watch.hint')),
    element('h3', {}, text('watch.short')), table(text('watch.short'), [[text('orders.period'), (each) => each.period, 'number'], [text('market.participant'), (each) => each.participantId],
      [text('bill.contract'), (each) => kwh(each.contractedWh), 'number'], [text('watch.missed'), (each) => kwh(each.missedWh), 'number'], [text('orders.price'), (each) => price(each.price), 'number wide'],
      [text('watch.buyers'), (each) => each.buyers.map((buyer) => `${buyer.participantId} ${kwh(buyer.boughtWh)}${buyer.gain ? ` (${gain(buyer.gain)})` : ''}`).join('; '), 'text']], found.shortSellers, { empty: text('session.none') }),
    element('h3', {}, text('watch.seals')), table(text('watch.seals'), [[text('market.participant'), (each) => each.participantId], [text('orders.bond'), (each) => money(each.bidBond), 'number'],
      [text('watch.times'), (each) => each.leftUnopened, 'number'], [text('watch.gained'), (each) => each.gained.map((other) => `${other.participantId}${other.gain ? ` ${gain(other.gain)}` : ''}`).join('; '), 'text']], found.unopenedSeals, { empty: text('session.none') }));
}

export async function watch(me, parameters) {
  if (!parameters.get('session')) {
    const [last] = (await get('/api/sessions')).filter((each) => ['SETTLED', 'CLOSED'].includes(each.phase)).sort((one, other) => other.startUtc.localeCompare(one.startUtc));
    parameters.set('session', last?.sessionId || '');
  }
  const picked = await sessionAndParticipant(me, parameters, '/mine/watch');
  const [found, state, seen] = await Promise.all([get('/api/reconciliation'), health(), picked.sessionId ? get(api('sessions', picked.sessionId, 'supervision')) : null]);
  show(title(text('watch.title')), books(found), ...(seen ? [element('div', { class: 'choose' }, picked.chooser.firstChild), coincidences(seen)] : []), healthCard(state),
    card(text('watch.audit'), hint(text('watch.audit.hint')), element('pre', {}, 'scripts/gridbourse audit fetch --out DIR\nscripts/gridbourse audit page --blocks DIR --genesis DIR/genesis.pb')));
}
