/* The market: sessions, the story of the day, participants and, for their operator, this instance's nodes. */
import { card, element, hint, link, show, table } from '../lib/dom.js';
import { api, get, getIfAllowed } from '../lib/rest.js';
import { className, count, kwh, moment, money, words } from '../lib/figures.js';
import { badge } from './badge.js';

const LOOK_AGAIN_MILLIS = 2000;

let lastLine = 0;

async function sessions() {
  const all = await get('/api/sessions');
  return table('Sessions', [
    ['Session', (s) => link('/session', { id: s.sessionId }, s.sessionId)],
    ['Phase', (s) => badge(s.phase)],
    ['Delivery starts', (s) => moment(s.startUtc)],
    ['Periods', (s) => `${s.periods} of ${s.periodMinutes} min`, 'wide'],
  ], all, { empty: 'No session has been announced.' });
}

async function participants() {
  const all = await get('/api/participants');
  const rows = await Promise.all(all.map(async (p) => ({ ...p, account: await getIfAllowed(api('participants', p.participantId, 'account'), null) })));
  return table('Participants', [
    ['Participant', (p) => link('/participant', { id: p.participantId }, p.participantId)],
    ['Organisation', (p) => p.mspId.replace('MSP', ''), 'wide'],
    ['Status', (p) => words(p.status), 'wide'],
    ['Tie line, kWh a period', (p) => kwh(p.tieLineWh), 'number wide'],
    ['Wallet', (p) => (p.account ? money(p.account.wallet) : ''), 'number'],
    ['Arrears', (p) => (p.account ? money(p.account.arrears) : ''), 'number wide'],
    ['Credit', (p) => (p.account ? `${p.account.creditScore} (${className(p.account.creditClass)})` : ''), 'number'],
  ], rows, { empty: 'Nobody is registered.' });
}

function stepText(step) {
  return `${words(step.step)} ${words(step.outcome)}`;
}

function nodes(agents) {
  const rows = agents.flatMap((agent) => agent.sessions.map((session) => ({ ...agent, ...session })));
  return table('Nodes', [
    ['Node', (a) => link('/participant', { id: a.participantId }, a.participantId)],
    ['Site', (a) => a.site, 'wide'],
    ['Session', (a) => a.sessionId],
    ['Steps', (a) => a.steps.map(stepText).join(', ') || 'none yet', 'text'],
  ], rows, { empty: 'This instance serves no node.' });
}

async function story(list) {
  const lines = await getIfAllowed('/api/story?after=' + lastLine, []);
  lines.forEach((line) => {
    list.append(element('li', { class: line.topic.toLowerCase() },
      element('time', { datetime: line.at }, line.at.slice(11, 19)), ' ', line.text.replaceAll('->', '\u2192')));
    lastLine = line.number;
  });
  if (lines.length > 0) {
    list.scrollTop = list.scrollHeight;
  }
  return lines.length > 0;
}

export async function market(parameters, { instance, head }) {
  document.title = 'GridBourse ' + instance.organisation;
  const parts = { sessions: element('div', {}), participants: element('div', {}), nodes: element('div', {}) };
  const list = element('ol', { class: 'story', tabindex: '0', 'aria-label': 'Story of the day', 'aria-live': 'polite' });
  const fill = async (agents) => {
    parts.sessions.replaceChildren(await sessions());
    parts.participants.replaceChildren(await participants());
    parts.nodes.replaceChildren(nodes(agents));
  };
  show(
    element('h1', {}, `The market as ${instance.organisation} sees it`),
    hint(`${count(instance.agents.length, 'node is', 'nodes are')} served by this instance. It shows what its own peer says; the auditor proves it.`),
    card('Sessions', parts.sessions),
    card('The day so far', hint('Times in UTC, newest last.'), list),
    card('Participants', hint('Wallet and arrears in currency units.'), parts.participants),
    card('Nodes of this instance', parts.nodes));
  await fill(instance.agents);
  await story(list);
  setInterval(async () => {
    try {
      if (await story(list)) {
        await fill((await head()).agents);
      }
    } catch (failure) {
      document.querySelector('header .state').textContent = 'The instance does not answer: ' + failure.message;
    }
  }, LOOK_AGAIN_MILLIS);
}
