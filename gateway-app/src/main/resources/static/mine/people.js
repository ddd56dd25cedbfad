/* For those who look after people: who there is, invitations, and who did what. */
import { card, element, show, table } from '/lib/dom.js';
import { api, call, get } from './rest.js';
import { text, time } from './texts.js';
import { button, choice, field, form } from './form.js';

const ROLES = ['prosumer', 'administrator', 'operator', 'auditor'];

export async function people(me) {
  document.title = text('people.title');
  const everybody = await get('/api/people');
  const change = async (person) => {
    await call('PUT', api('people', person.user), { disabled: !person.disabled });
    await people(me);
  };
  show(card(text('people.title'), table(text('people.title'), [
    [text('people.user'), (person) => person.user], [text('people.roles'), (person) => person.roles.map((role) => text('role.' + role)).join(', ')],
    [text('people.participants'), (person) => person.participants.join(', ')],
    ['', (person) => button(text(person.disabled ? 'people.open' : 'people.shut'), () => change(person), 'plain')]], everybody)),
  card(text('people.invite'), form(text('people.invite'), async ({ participantId, role }) => {
    const wish = participantId.trim() ? { participantId: participantId.trim(), role } : { role };
    return text('people.code', { code: (await call('POST', '/api/invitations', wish)).code });
  }, choice('role', text('people.role'), ROLES.map((role) => [role, text('role.' + role)]), 'prosumer'),
  field('participantId', text('people.participant'), { autocapitalize: 'none' }))));
}

export async function log() {
  document.title = text('log.title');
  const entries = await get('/api/audit-log');
  show(card(text('log.title'), element('div', {}, table(text('log.title'), [
    [text('log.at'), (entry) => time(entry.at)], [text('people.user'), (entry) => entry.user],
    [text('log.call'), (entry) => `${entry.method} ${entry.path}`, 'text'], [text('log.status'), (entry) => entry.status, 'number']],
  entries.reverse()))));
}
