/* A transaction signed here. The page reads Fabric's bytes itself, shows what they do, and signs nothing else. */
import { base64, canonical, certificateOf, ofBase64, ofEnvelope, ofProposal } from './bytes.js';
import { api, call, Problem } from '../lib/rest.js';
import { element, facts, folded } from '../lib/dom.js';
import { known, text } from '../lib/texts.js';
import { find, sign } from './own.js';

/* Whether the bytes do what was wanted, in the name of that certificate, and nothing besides. */
function requireSame(read, wanted, certificate) {
  const same = read.arguments.length === 2 && read.arguments[0] === wanted.function && read.arguments[1] === canonical(wanted.request)
    && read.channel === wanted.channel && read.chaincode === wanted.chaincode && certificateOf(read.creator).trim() === certificate.trim();
  if (!same) {
    throw new Problem(0, { code: 'BYTES_ALTERED' });
  }
}

/* Shows what was read out of the bytes, and waits for a yes. */
function agreed(read, details) {
  const request = JSON.parse(read.arguments[1]);
  const yes = element('button', { value: 'yes' }, text('sign.yes')), no = element('button', { value: 'no', class: 'plain' }, text('sign.no'));
  const box = element('dialog', { 'aria-labelledby': 'to-sign' },
    element('form', { method: 'dialog' }, element('h2', { id: 'to-sign' }, text('sign.title')),
      facts([text('sign.function'), text(known('sign.' + read.arguments[0]) ? 'sign.' + read.arguments[0] : read.arguments[0]), 'big'],
        [text('orders.session'), request.sessionId ?? ''], [text('market.participant'), request.participantId ?? '']),
      ...details,
      folded(text('sign.bytes'), element('pre', {}, JSON.stringify({ function: read.arguments[0], request, channel: read.channel, chaincode: read.chaincode, transactionId: read.transactionId }, null, 1))),
      element('p', { class: 'hint' }, text('sign.hint')), element('p', { class: 'buttons' }, yes, no)));
  document.body.append(box);
  box.showModal();
  return new Promise((resolve) => box.addEventListener('close', () => {
    box.remove();
    resolve(box.returnValue === 'yes');
  }));
}

/* details: what stands behind a hash in the request, recomputed here by whoever asks. */
export async function submit(participantId, name, request, details = []) {
  const key = await find(participantId);
  if (!key) {
    throw new Problem(0, { code: 'KEY_LOST' });
  }
  const instance = await call('GET', '/api/instance');
  const wanted = { function: name, request, channel: instance.channel, chaincode: instance.chaincode };
  const proposal = await call('POST', '/api/transactions', { participantId, certificate: key.certificate, function: name, request });
  const bytes = ofBase64(proposal.bytesToSign);
  const read = ofProposal(bytes);
  requireSame(read, wanted, key.certificate);
  if (!await agreed(read, details)) {
    throw new Problem(0, { code: 'NOT_SIGNED' });
  }
  const path = (what) => api('transactions', proposal.id, what);
  const envelope = await call('PUT', path('proposal-signature'), { signature: base64(await sign(key, bytes)) });
  const payload = ofBase64(envelope.bytesToSign);
  requireSame(ofEnvelope(payload), wanted, key.certificate);
  const outcome = await call('PUT', path('signature'), { signature: base64(await sign(key, payload)) });
  if (outcome.outcome !== 'COMMITTED') {
    throw new Problem(0, { code: 'OUTCOME_' + outcome.outcome });
  }
  return outcome;
}
