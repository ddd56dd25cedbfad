/* Which session and whose: what the address says, else the next gate and the first participant. */
import { element } from '../lib/dom.js';
import { ask, get } from '../lib/rest.js';
import { moment } from '../lib/figures.js';
import { choice } from '../lib/form.js';
import { named, text } from '../lib/texts.js';

const SHOWN_MAX = 60;

function goes(page, name, given) {
  return (event) => location.assign(ask(page, { ...given, [name]: event.target.value }));
}

export function participantChoice(me, participantId, page, given = {}) {
  if (me.participants.length < 2) {
    return [];
  }
  const made = choice('participant', text('market.participant'), me.participants.map((each) => [each.participantId, each.participantId]), participantId);
  made.querySelector('select').addEventListener('change', goes(page, 'participant', given));
  return [made];
}

export async function sessionAndParticipant(me, parameters, page) {
  const [gates, sessions] = await Promise.all([get('/api/sessions/next'), get('/api/sessions')]);
  const byStart = [...sessions].sort((one, other) => other.startUtc.localeCompare(one.startUtc)).slice(0, SHOWN_MAX);
  const participantId = parameters.get('participant') || me.participants[0]?.participantId;
  const sessionId = parameters.get('session') || gates.sessions[0]?.sessionId || byStart[0]?.sessionId;
  const pick = choice('session', text('orders.session'), byStart.map((each) =>
    [each.sessionId, `${each.sessionId} · ${moment(each.startUtc)} · ${named('phase.', each.phase)}`]), sessionId);
  pick.querySelector('select').addEventListener('change', goes(page, 'session', { participant: participantId }));
  return { participantId, sessionId, gates, sessions, chooser: element('div', { class: 'choose' }, pick, ...participantChoice(me, participantId, page, { session: sessionId })) };
}
