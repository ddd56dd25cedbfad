/* One's credit: what moved it, and what it changes. */
import { card, element, facts, hint, show, table, title } from '../lib/dom.js';
import { api, get } from '../lib/rest.js';
import { count, money } from '../lib/figures.js';
import { creditScore } from '../lib/chart.js';
import { named, text } from '../lib/texts.js';
import { changes, locks } from '../pages/participant.js';

function terms(rules, own) {
  return table(text('credit.changes'), [
    [text('credit.class'), (each) => (each.creditClass === own ? element('strong', {}, named('class.', each.creditClass), ' \u2190 ', text('credit.yours')) : named('class.', each.creditClass))],
    [text('credit.from'), (each) => count(each.lowestScore), 'number'], [text('credit.bond'), (each) => `${each.bondRatePercent} %`, 'number'],
    [text('credit.volume'), (each) => `${each.volumePercent} %`, 'number']], rules.classes);
}

async function cards(participantId, rules) {
  const [account, events] = await Promise.all([get(api('participants', participantId, 'account')), get(api('participants', participantId, 'credit'))]);
  const own = rules.classes.find((each) => each.creditClass === account.creditClass);
  return [card(participantId, facts([text('credit.score'), account.creditScore, 'big'], [text('credit.class'), named('class.', account.creditClass)],
    [text('now.wallet'), money(account.wallet)], [text('market.arrears'), money(account.arrears), account.arrears === '0' ? '' : 'bad']),
  hint(text('credit.means', { bond: own.bondRatePercent, volume: own.volumePercent })), terms(rules, account.creditClass)),
  card(text('credit.moved'), ...(events.length ? [creditScore(events, rules)] : []), changes([...events].reverse())),
  card(text('participant.locked'), locks(account))];
}

export async function credit(me) {
  const rules = await get('/api/rules');
  const all = await Promise.all(me.participants.map(({ participantId }) => cards(participantId, rules)));
  show(title(text('credit.title')), ...(all.length ? all.flat() : [hint(text('now.nobody'))]));
}
