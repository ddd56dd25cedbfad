/* Bytes as hexadecimal, base64 and DER, and Fabric's messages as far as they say what is done. */

export const utf8 = (words) => new TextEncoder().encode(words);

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
export const ofBase64 = (words) => Uint8Array.from(atob(words), (character) => character.charCodeAt(0));
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

export function pem(name, bytes) {
  return `-----BEGIN ${name}-----\n${base64(bytes).replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END ${name}-----\n`;
}

export function ofPem(words) {
  return ofBase64(words.replace(/-----[^-]*-----/g, '').replace(/\s/g, ''));
}

/* A DER element: tag, length, content. */
export function der(tag, ...content) {
  const body = joined(...content);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return joined(Uint8Array.of(tag, ...length), body);
}

/* An unsigned number as a DER integer. */
function integer(bytes) {
  const first = bytes.findIndex((byte) => byte !== 0);
  const least = first < 0 ? Uint8Array.of(0) : bytes.slice(first);
  return der(0x02, least[0] > 127 ? joined(Uint8Array.of(0), least) : least);
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/* WebCrypto's r and s, 32 bytes each, in the form that Fabric takes: DER, S not above half the order. */
export function signature(raw) {
  const s = BigInt('0x' + hex(raw.slice(32)));
  const low = s > ORDER / 2n ? ORDER - s : s;
  const bytes = Uint8Array.from(low.toString(16).padStart(64, '0').match(/../g), (pair) => parseInt(pair, 16));
  return der(0x30, integer(raw.slice(0, 32)), integer(bytes));
}

function varint(message, at) {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    if (at >= message.length || factor > 2 ** 49) {
      throw new RangeError('a message ends too early');
    }
    const byte = message[at++];
    value += (byte & 127) * factor;
    if (byte < 128) {
      return [value, at];
    }
  }
}

/* The fields of a protobuf message that are messages, bytes or texts, by number; a repeated one has several. */
export function fields(message) {
  const found = new Map();
  for (let at = 0; at < message.length;) {
    let tag, size;
    [tag, at] = varint(message, at);
    [size, at] = varint(message, at);
    if ((tag & 7) === 2) {
      if (at + size > message.length) {
        throw new RangeError('a field ends too late');
      }
      found.set(tag >> 3, [...(found.get(tag >> 3) || []), message.slice(at, at + size)]);
      at += size;
    } else if ((tag & 7) !== 0) {
      throw new RangeError('a field of a kind that Fabric does not use here');
    }
  }
  return found;
}

/* The one message that is at the end of a path of field numbers; two where one is meant are none. */
function inside(message, ...path) {
  return path.reduce((part, number) => {
    const all = fields(part).get(number) || [];
    if (all.length !== 1) {
      throw new RangeError(`field ${number} is there ${all.length} times`);
    }
    return all[0];
  }, message);
}

const told = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

function invocation(payload, header) {
  const specification = inside(payload, 1, 1);
  const channelHeader = fields(inside(header, 1));
  return {
    channel: told(channelHeader.get(4)[0]), transactionId: told(channelHeader.get(5)[0]), chaincode: told(inside(specification, 2, 2)),
    arguments: (fields(inside(specification, 3)).get(1) || []).map(told), creator: inside(header, 2, 1),
  };
}

/* What a proposal's bytes do, and in whose name. */
export function ofProposal(bytes) {
  return invocation(inside(bytes, 2), inside(bytes, 1));
}

/* The same of the payload of an envelope. */
export function ofEnvelope(payload) {
  return invocation(inside(payload, 2, 1, 2, 1), inside(payload, 1));
}

/* The certificate in a creator. */
export const certificateOf = (creator) => told(inside(creator, 2));

/* Canonical JSON: keys sorted, no white space, no escapes that are not needed. */
export function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
