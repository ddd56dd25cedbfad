/* Logging in, and joining by an invitation. */
import { card, element, show } from '/lib/dom.js';
import { api, call } from './rest.js';
import { text } from './texts.js';
import { field, form } from './form.js';

async function enter(user, password) {
  await call('POST', '/api/login', { user, password });
  location.assign('/mine');
}

export function login() {
  document.title = text('login.title');
  show(card(text('login.title'), form(text('login.go'), ({ user, password }) => enter(user, password),
    field('user', text('login.user'), { autocomplete: 'username', autofocus: '', autocapitalize: 'none' }),
    field('password', text('login.password'), { type: 'password', autocomplete: 'current-password' })),
  element('p', {}, element('a', { href: '/join' }, text('login.join')))));
}

export function join() {
  document.title = text('join.title');
  const given = new URLSearchParams(location.hash.slice(1)).get('code') || '';
  show(card(text('join.title'), form(text('join.go'), async ({ code, user, password }) => {
    await call('POST', api('invitations', code.trim(), 'accept'), { user, password });
    await enter(user, password);
  },
  field('code', text('join.code'), { value: given, autocomplete: 'off' }),
  field('user', text('join.user'), { autocomplete: 'username', autocapitalize: 'none' }),
  field('password', text('join.password'), { type: 'password', autocomplete: 'new-password', minlength: '8' }))));
}
