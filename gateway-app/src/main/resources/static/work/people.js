/* For those who look after people: who there is, invitations, and who did what. */
import { card, element, hint, show, table, title } from '../lib/dom.js';
import { api, ask, call, get } from '../lib/rest.js';
import { moment } from '../lib/figures.js';
import { button, choice, field, form } from '../lib/form.js';
import { named, text } from '../lib/texts.js';

const LINES_MAX = 500;

function invite(me) {
  const roles = ['prosumer', ...(me.roles.includes('administrator') ? ['administrator'] : []), 'auditor', ...(me.roles.includes('operator') ? ['operator'] : [])];
  return form(text('people.invite'), async ({ participantId, role, days }) => {
    const wish = participantId.trim() ? { participantId: participantId.trim(), role, days: Number(days) } : { role, days: Number(days) };
    const { code } = await call('POST', '/api/invitations', wish);
    return element('span', {}, text('people.code'), ' ', element('code', {}, `${location.origin}/join#code=${code}`));
  }, choice('role', text('people.role'), roles.map((role) => [role, named('role.', role)]), 'prosumer'),
  field('participantId', text('people.participant'), { autocapitalize: 'none', autocomplete: 'off' }),
  field('days', text('people.days'), { type: 'number', min: '1', max: '90', value: '14' }));
}

export async function people(me) {
  const [everybody, open] = await Promise.all([get('/api/people'), get('/api/invitations')]);
  const change = async (person) => {
    await call('PUT', api('people', person.user), { disabled: !person.disabled });
    await people(me);
  };
  show(title(text('people.title')), card(text('people.title'), table(text('people.title'), [
    [text('people.user'), (person) => person.user], [text('people.roles'), (person) => person.roles.map((role) => named('role.', role)).join(', ')],
    [text('people.participants'), (person) => person.participants.join(', '), 'text'],
    [text('market.status'), (person) => text(person.disabled ? 'people.isShut' : 'people.isOpen'), 'wide'],
    ...(me.roles.includes('administrator') ? [['', (person) => button(text(person.disabled ? 'people.open' : 'people.shut'), () => change(person), 'plain')]] : [])], everybody)),
  card(text('people.invite'), hint(text('people.hint')), invite(me)),
  card(text('people.invitations'), table(text('people.invitations'), [
    [text('people.role'), (each) => named('role.', each.role)], [text('people.participant'), (each) => each.participantId || ''],
    [text('people.invitedBy'), (each) => each.invitedBy], [text('participant.until'), (each) => moment(each.expires)]], open, { empty: text('session.none') })));
}

export async function log(me, parameters) {
  const after = Number(parameters.get('after') || 0);
  const entries = await get(ask('/api/audit-log', { after }));
  show(title(text('log.title')), card(text('log.title'), hint(text('log.hint')), table(text('log.title'), [
    [text('log.at'), (entry) => moment(entry.at)], [text('people.user'), (entry) => entry.user],
    [text('log.call'), (entry) => `${entry.method} ${entry.path}`, 'text'], [text('log.status'), (entry) => entry.status, 'number']], [...entries].reverse()),
  ...(entries.length === LINES_MAX ? [element('a', { href: ask('/mine/log', { after: entries.at(-1).number }) }, text('log.more'))] : [])));
}
