/* The market: sessions, the story of the day, participants and, for their operator, this instance's nodes. */
import { card, element, hint, link, show, table, title } from '../lib/dom.js';
import { api, ask, get, getIfAllowed } from '../lib/rest.js';
import { clock, kwh, moment, money, zone } from '../lib/figures.js';
import { named, text } from '../lib/texts.js';
import { badge } from './badge.js';

const LOOK_AGAIN_MILLIS = 2000;

let lastLine = 0;

async function sessions() {
  const all = await get('/api/sessions');
  return table(text('market.sessions'), [
    [text('market.session'), (s) => link('/session', { id: s.sessionId }, s.sessionId)],
    [text('market.phase'), (s) => badge(s.phase)],
    [text('market.starts'), (s) => moment(s.startUtc)],
    [text('market.periods'), (s) => text('market.periodsOf', { periods: s.periods, minutes: s.periodMinutes }), 'wide'],
  ], all.reverse(), { empty: text('market.noSession') });
}

async function participants() {
  const all = await get('/api/participants');
  const rows = await Promise.all(all.map(async (p) => ({ ...p, account: await getIfAllowed(api('participants', p.participantId, 'account'), null) })));
  const sees = rows.some((row) => row.account);
  return table(text('market.participants'), [
    [text('market.participant'), (p) => (p.account ? link('/participant', { id: p.participantId }, p.participantId) : p.participantId)],
    [text('market.organisation'), (p) => p.mspId.replace('MSP', '')],
    [text('market.status'), (p) => named('status.', p.status), 'wide'],
    [text('market.tieLine'), (p) => kwh(p.tieLineWh), 'number wide'],
    ...(sees ? [
      [text('market.wallet'), (p) => (p.account ? money(p.account.wallet) : ''), 'number'],
      [text('market.arrears'), (p) => (p.account ? money(p.account.arrears) : ''), 'number wide'],
      [text('market.credit'), (p) => (p.account ? `${p.account.creditScore} (${named('class.', p.account.creditClass)})` : ''), 'number']] : []),
  ], rows, { empty: text('market.nobody') });
}

function nodes(agents) {
  const rows = agents.flatMap((agent) => agent.sessions.map((session) => ({ ...agent, ...session })));
  return table(text('market.nodes'), [
    [text('market.node'), (a) => link('/participant', { id: a.participantId }, a.participantId)],
    [text('market.site'), (a) => a.site, 'wide'],
    [text('market.session'), (a) => a.sessionId],
    [text('market.steps'), (a) => a.steps.map((step) => `${named('step.', step.step)} ${named('outcome.', step.outcome)}`).join(', ') || text('market.noStep'), 'text'],
  ], rows.slice(-60).reverse(), { empty: text('market.noNode') });
}

async function story(list) {
  const lines = await getIfAllowed(ask('/api/story', { after: lastLine }), []);
  lines.forEach((line) => {
    list.append(element('li', { class: line.topic.toLowerCase() },
      element('time', { datetime: line.at }, clock(line.at)), ' ', line.text.replaceAll('->', '\u2192')));
    lastLine = line.number;
  });
  if (lines.length > 0) {
    list.scrollTop = list.scrollHeight;
  }
  return lines.length > 0;
}

export async function market(me, parameters, instance) {
  const parts = { sessions: element('div', {}), participants: element('div', {}), nodes: element('div', {}) };
  const list = element('ol', { class: 'story', tabindex: '0', 'aria-label': text('market.story'), 'aria-live': 'polite' });
  const fill = async (agents) => {
    parts.sessions.replaceChildren(await sessions());
    parts.participants.replaceChildren(await participants());
    parts.nodes.replaceChildren(nodes(agents));
  };
  show(
    title(text('market.title', { organisation: me.organisation })),
    hint(text('market.hint')),
    card(text('market.sessions'), parts.sessions),
    card(text('market.story'), hint(zone()), list),
    card(text('market.participants'), parts.participants),
    ...(instance.agents.length ? [card(text('market.nodes'), parts.nodes)] : []));
  await fill(instance.agents);
  await story(list);
  setInterval(async () => {
    try {
      if (await story(list)) {
        await fill((await get('/api/instance')).agents);
      }
    } catch (failure) {
      document.querySelector('header .state').textContent = text('problem.away') + ' ' + failure.message;
    }
  }, LOOK_AGAIN_MILLIS);
}
