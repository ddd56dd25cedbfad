/* Logging in, and joining by an invitation; by password, by passkey, or at a provider that the organisation trusts. */
import { card, element, hint, show } from '../lib/dom.js';
import { api, ask, call, get } from '../lib/rest.js';
import { known, text } from '../lib/texts.js';
import { field, form } from '../lib/form.js';

async function go(user, password) {
  await call('POST', '/api/login', { user, password });
  location.assign('/mine');
}

function refused() {
  const code = new URLSearchParams(location.search).get('refused');
  return code ? [element('p', { class: 'said bad', role: 'alert' }, text(known('problem.' + code) ? 'problem.' + code : 'problem.title'))] : [];
}

/* One button for each provider; with an invitation it is taken up there. */
function outside(ways, invitation) {
  return ways.providers.map(({ id, name }) => {
    const made = element('a', { class: 'button' }, text('login.at', { name }));
    const address = `/oauth2/authorization/${encodeURIComponent(id)}`;
    made.href = invitation ? ask(address, { invitation: invitation() }) : address;
    made.addEventListener('click', () => {
      made.href = invitation ? ask(address, { invitation: invitation() }) : address;
    });
    return made;
  });
}

export async function enter() {
  document.title = `${text('login.title')} · GridBourse`;
  const ways = await get('/api/login/ways');
  show(card(text('login.title'), ...refused(), form(text('login.go'), ({ user, password }) => go(user, password),
    field('user', text('login.user'), { autocomplete: 'username', autofocus: '', autocapitalize: 'none', required: '' }),
    field('password', text('login.password'), { type: 'password', autocomplete: 'current-password', required: '' })),
  element('p', { class: 'buttons' }, ...outside(ways)),
  element('p', {}, element('a', { href: '/join' }, text('login.join')))));
}

export async function join() {
  document.title = `${text('join.title')} · GridBourse`;
  const given = new URLSearchParams(location.hash.slice(1)).get('code') || '';
  const ways = await get('/api/login/ways');
  const code = field('code', text('join.code'), { value: given, autocomplete: 'off', required: '' });
  show(card(text('join.title'), ...refused(), form(text('join.go'), async (typed) => {
    await call('POST', api('invitations', typed.code.trim(), 'accept'), { user: typed.user, password: typed.password });
    await go(typed.user, typed.password);
  }, code,
  field('user', text('join.user'), { autocomplete: 'username', autocapitalize: 'none', required: '' }),
  field('password', text('join.password'), { type: 'password', autocomplete: 'new-password', minlength: '8', required: '' })),
  ...(ways.providers.length ? [hint(text('join.outside'))] : []),
  element('p', { class: 'buttons' }, ...outside(ways, () => code.querySelector('input').value.trim())),
  element('p', {}, element('a', { href: '/login' }, text('join.login')))));
}
