/* One's own key: making it in this browser, renewing, losing it, giving custody back. */
import { card, element, facts, hint, show, table, title } from '../lib/dom.js';
import { api, ask, call, get } from '../lib/rest.js';
import { moment } from '../lib/figures.js';
import { attempt, button, notice } from '../lib/form.js';
import { text } from '../lib/texts.js';
import { find, forget, make, renew } from '../key/own.js';

const SOON_MILLIS = 30 * 86_400_000;

function state(certificate) {
  if (certificate.revoked) {
    return text('key.revoked');
  }
  return text(new Date(certificate.expires) < new Date() ? 'key.over' : 'key.holds');
}

function buttons(participantId, custody, key, again) {
  const said = notice();
  const sure = (question, work) => () => attempt(said, async () => {
    if (question && !window.confirm(text(question, { participant: participantId }))) {
      return '';
    }
    await work();
    await again();
    return '';
  });
  const revoke = () => call('POST', '/api/certificates/revoke', { participantId });
  const offered = custody === 'OWN' ? [
    ...(key ? [button(text('key.renew'), sure('', () => renew(participantId)), 'plain')] : [button(text('key.another'), sure('key.another.sure', () => make(participantId)))]),
    button(text('key.lost'), sure('key.lost.sure', async () => {
      await revoke();
      await forget(participantId);
    }), 'plain'),
    button(text('key.back'), sure('key.back.sure', async () => {
      await call('PUT', api('participants', participantId, 'custody'), { custody: 'ORGANISATION' });
      await forget(participantId);
    }), 'plain')]
    : [button(text('key.make'), sure('key.make.sure', () => make(participantId)))];
  return [element('p', { class: 'buttons' }, ...offered), said];
}

async function keyCard(participantId, again) {
  const me = await get('/api/me');
  const { custody } = me.participants.find((each) => each.participantId === participantId);
  const [key, certificates] = await Promise.all([find(participantId), get(ask('/api/certificates', { participantId }))]);
  const held = certificates.find((each) => !each.revoked && each.certificate.trim() === key?.certificate.trim());
  const usable = custody === 'OWN' && held;
  return card(participantId,
    facts([text('key.custody'), text('key.custody.' + custody)], [text('key.here'), text(usable ? 'key.here.yes' : 'key.here.no')],
      ...(usable ? [[text('key.until'), moment(held.expires)]] : [])),
    ...(usable && new Date(held.expires) - Date.now() < SOON_MILLIS ? [element('p', { class: 'bad' }, text('key.soon'))] : []),
    hint(text(custody === 'OWN' ? (usable ? 'key.hint.own' : 'key.hint.elsewhere') : 'key.hint.organisation')),
    ...buttons(participantId, custody, usable ? key : null, again),
    ...(certificates.length ? [table(text('key.certificates'), [
      [text('key.serial'), (each) => each.serial.slice(0, 16)], [text('key.issued'), (each) => moment(each.issued), 'wide'],
      [text('key.until'), (each) => moment(each.expires)], [text('market.status'), state]], certificates)] : []));
}

export async function key(me) {
  const again = () => key(me);
  const cards = await Promise.all(me.participants.map(({ participantId }) => keyCard(participantId, again)));
  show(title(text('key.title')), ...(cards.length ? cards : [hint(text('now.nobody'))]));
}
