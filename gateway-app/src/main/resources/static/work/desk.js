/* The grid company's desk: participants and their meters, money paid in and out, and the consents that some of it needs. */
import { card, element, folded, hint, link, show, table, title } from '../lib/dom.js';
import { api, call, get } from '../lib/rest.js';
import { kwh, moment, money } from '../lib/figures.js';
import { choice, field, filled, form } from '../lib/form.js';
import { named, text } from '../lib/texts.js';

const ORGANISATIONS = ['Grid', 'North', 'South'];

/* Ids of payments are never used again: one is proposed, and stays in the field until it is booked. */
function fresh(kind) {
  return `${kind}-${new Date().toISOString().replace(/[^0-9]/g, '').slice(0, 14)}`;
}

function whole(typed, ...names) {
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, names.includes(name) ? Number(value) : value]));
}

function participants(all, accounts) {
  return table(text('market.participants'), [
    [text('market.participant'), (p) => link('/participant', { id: p.participantId }, p.participantId)], [text('market.organisation'), (p) => p.mspId.replace('MSP', '')],
    [text('market.status'), (p) => named('status.', p.status), 'wide'], [text('desk.import'), (p) => kwh(p.importLimitWh), 'number wide'], [text('desk.export'), (p) => kwh(p.exportLimitWh), 'number wide'],
    [text('desk.meters'), (p) => p.meterIds.join(', ') || text('session.none'), 'text'], [text('market.wallet'), (p) => money(accounts.get(p.participantId).wallet), 'number'],
    [text('market.arrears'), (p) => money(accounts.get(p.participantId).arrears), 'number wide']], all, { empty: text('market.nobody') });
}

const id = (name, key, more = {}) => field(name, text(key), { autocapitalize: 'none', autocomplete: 'off', required: '', ...more });
const number = (name, key, more = {}) => field(name, text(key), { inputmode: 'numeric', autocomplete: 'off', required: '', ...more });

function register(again) {
  return form(text('desk.register'), async (typed) => {
    await call('POST', '/api/participants', whole(filled(typed), 'importLimitWh', 'exportLimitWh'));
    await again();
    return '';
  }, id('participantId', 'market.participant'), id('ownerId', 'desk.owner'), choice('organisation', text('market.organisation'), ORGANISATIONS.map((each) => [each, each])),
  choice('custody', text('key.custody'), ['ORGANISATION', 'OWN'].map((each) => [each, text('key.custody.' + each)])), number('importLimitWh', 'desk.importWh'), number('exportLimitWh', 'desk.exportWh'));
}

function meter(again) {
  return form(text('desk.addMeter'), async (typed) => {
    const { participantId, ...body } = whole(filled(typed), 'importRegisterWh', 'exportRegisterWh');
    await call('POST', api('participants', participantId, 'meters'), body);
    await again();
    return '';
  }, id('participantId', 'market.participant'), id('meterId', 'desk.meter'), choice('algorithm', text('desk.algorithm'), ['ED25519', 'ECDSA_P256'].map((each) => [each, each])),
  id('publicKey', 'desk.publicKey'), number('importRegisterWh', 'meter.importWh', { value: '0' }), number('exportRegisterWh', 'meter.exportWh', { value: '0' }));
}

function payment(path, kind, key, again) {
  const payId = `${kind}Id`;
  return form(text(key), async (typed, made) => {
    await call('POST', path, filled(typed));
    made.querySelector(`[name="${payId}"]`).value = fresh(kind[0]);
    await again();
    return text('desk.booked');
  }, id(payId, 'desk.payment', { value: fresh(kind[0]) }), id('participantId', 'market.participant'), field('amount', text('desk.amount'), { inputmode: 'decimal', autocomplete: 'off', required: '' }));
}

/* The organisation's own word for a payment to one of its participants. */
function consentForm(again) {
  return form(text('desk.consent'), async (typed) => {
    const { participantId, withdrawalId, amountNano } = whole(filled(typed), 'amountNano');
    await call('POST', '/api/consents', { participantId, function: 'withdraw', request: { withdrawalId, participantId, amountNano }, as: 'ORGANISATION' });
    await again();
    return text('desk.consented');
  }, id('participantId', 'market.participant'), id('withdrawalId', 'desk.payment'), number('amountNano', 'desk.amountNano'));
}

function consents(all) {
  return table(text('participant.consents'), [[text('market.participant'), (each) => each.participantId], [text('participant.consentTo'), (each) => each.function],
    [text('participant.which'), (each) => each.requestId], [text('participant.by'), (each) => (each.giver === 'self' ? text('participant.itself') : each.giver.replace('MSP', '')), 'wide'],
    [text('participant.until'), (each) => moment(each.expiresUtc), 'wide'], [text('market.status'), (each) => named('consent.', each.status)]], all, { empty: text('participant.noConsent') });
}

export async function desk(me) {
  const places = { participants: element('div', {}), consents: element('div', {}) };
  const again = async () => {
    const all = await get('/api/participants');
    const accounts = new Map((await Promise.all(all.map((each) => get(api('participants', each.participantId, 'account'))))).map((each) => [each.participantId, each]));
    places.participants.replaceChildren(participants(all, accounts));
    places.consents.replaceChildren(consents(await get('/api/consents')));
  };
  await again();
  show(title(text('desk.title')), card(text('market.participants'), places.participants, folded(text('desk.register'), register(again)), folded(text('desk.addMeter'), meter(again))),
    card(text('desk.deposit'), payment('/api/deposits', 'deposit', 'desk.deposit', again)),
    card(text('desk.withdrawal'), hint(text('desk.withdrawal.hint')), payment('/api/withdrawals', 'withdrawal', 'desk.withdrawal', again), folded(text('desk.consent'), hint(text('desk.consent.hint')), consentForm(again))),
    card(text('participant.consents'), hint(text('participant.consentHint')), places.consents));
}
