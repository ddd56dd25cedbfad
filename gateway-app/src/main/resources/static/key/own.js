/* Keys of one's own in this browser: made here, usable here, not to be taken out, not even by this page. */
import { der, hex, ofPem, pem, signature, utf8 } from './bytes.js';
import { call, Problem } from '../lib/rest.js';

const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGN = { name: 'ECDSA', hash: 'SHA-256' };
const COMMON_NAME = Uint8Array.of(0x55, 0x04, 0x03);
const ECDSA_WITH_SHA256 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

function store(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('gridbourse', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys', { keyPath: 'participantId' });
    opening.onerror = () => reject(new Problem(0, { code: 'KEY_STORE', detail: String(opening.error) }));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('keys', mode);
      const asked = work(transaction.objectStore('keys'));
      transaction.oncomplete = () => (opening.result.close(), resolve(asked.result));
      transaction.onerror = () => reject(new Problem(0, { code: 'KEY_STORE', detail: String(transaction.error) }));
    };
  });
}

/* The key of a participant that this browser has: its pair, and its certificate. */
export const find = (participantId) => store('readonly', (keys) => keys.get(participantId));
export const forget = (participantId) => store('readwrite', (keys) => keys.delete(participantId));

export async function sign(key, bytes) {
  return signature(new Uint8Array(await crypto.subtle.sign(SIGN, key.pair.privateKey, bytes)));
}

/* PKCS #10: a name and the public half, signed by the key itself. */
async function signingRequest(key, participantId) {
  const name = der(0x30, der(0x31, der(0x30, der(0x06, COMMON_NAME), der(0x0c, utf8(participantId)))));
  const half = new Uint8Array(await crypto.subtle.exportKey('spki', key.pair.publicKey));
  const information = der(0x30, der(0x02, Uint8Array.of(0)), name, half, der(0xa0));
  const signed = der(0x03, Uint8Array.of(0), await sign(key, information));
  return pem('CERTIFICATE REQUEST', der(0x30, information, der(0x30, der(0x06, ECDSA_WITH_SHA256)), signed));
}

async function certified(key, participantId) {
  const answer = await call('POST', '/api/certificates', { participantId, csr: await signingRequest(key, participantId) });
  const half = hex(new Uint8Array(await crypto.subtle.exportKey('spki', key.pair.publicKey)));
  if (!hex(ofPem(answer.certificate)).includes(half)) {
    throw new Problem(0, { code: 'CERTIFICATE_OTHER_KEY' });
  }
  await store('readwrite', (keys) => keys.put({ participantId, pair: key.pair, certificate: answer.certificate, expires: answer.expires }));
  return answer;
}

/* Makes a key and has it certified; from then on the organisation signs nothing for the participant. */
export async function make(participantId) {
  if (!window.isSecureContext) {
    throw new Problem(0, { code: 'NOT_SECURE' });
  }
  return certified({ pair: await crypto.subtle.generateKey(EC, false, ['sign', 'verify']) }, participantId);
}

export async function renew(participantId) {
  return certified(await find(participantId), participantId);
}

export async function sha256(words) {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(words))));
}

export const salt = () => hex(crypto.getRandomValues(new Uint8Array(32)));
