/* One's login: a new password, tokens of one's own programs, logins at providers, passkeys. */
import { card, element, facts, hint, show, table, title } from '../lib/dom.js';
import { api, call, get } from '../lib/rest.js';
import { moment } from '../lib/figures.js';
import { button, field, form } from '../lib/form.js';
import { named, text } from '../lib/texts.js';

const SCOPES = ['read', 'orders', 'readings', 'operate'];

function password() {
  return card(text('password.title'), hint(text('password.hint')), form(text('password.go'), async (typed) => {
    await call('PUT', '/api/me/password', typed);
    location.assign('/login');
  }, field('password', text('password.old'), { type: 'password', autocomplete: 'current-password', required: '' }),
  field('newPassword', text('password.new'), { type: 'password', autocomplete: 'new-password', minlength: '8', required: '' })));
}

async function tokens(place) {
  const all = await get('/api/tokens');
  const end = async (token) => {
    await call('DELETE', api('tokens', token.id));
    await tokens(place);
  };
  place.replaceChildren(table(text('token.title'), [
    [text('token.name'), (each) => each.name], [text('token.scopes'), (each) => each.scopes.map((scope) => named('scope.', scope)).join(', '), 'text'],
    [text('token.until'), (each) => moment(each.expires), 'wide'], ['', (each) => button(text('token.end'), () => end(each), 'plain')]], all, { empty: text('token.none') }));
}

function tokenForm(place) {
  return form(text('token.make'), async (typed, made) => {
    const scopes = SCOPES.filter((scope) => made.querySelector(`[name="scope-${scope}"]`).checked);
    const issued = await call('POST', '/api/tokens', { name: typed.name.trim(), scopes, days: Number(typed.days) });
    await tokens(place);
    return text('token.once', { token: issued.token });
  }, field('name', text('token.name'), { required: '', autocomplete: 'off' }),
  element('fieldset', {}, element('legend', {}, text('token.scopes')), ...SCOPES.map((scope) =>
    element('label', { class: 'check' }, element('input', { type: 'checkbox', name: `scope-${scope}`, ...(scope === 'read' ? { checked: '' } : {}) }), ' ', named('scope.', scope)))),
  field('days', text('token.days'), { type: 'number', min: '1', max: '366', value: '30', required: '' }));
}

export async function login(me) {
  const place = element('div', {});
  show(title(text('login.mine')), card(me.user, facts([text('people.roles'), me.roles.map((role) => named('role.', role)).join(', ')],
    [text('people.participants'), me.participants.map((each) => each.participantId).join(', ') || text('session.none')])),
  password(), card(text('token.title'), hint(text('token.hint')), place, tokenForm(place)));
  await tokens(place);
}
