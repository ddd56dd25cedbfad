#!/usr/bin/env python3
"""A prosumer with a key of its own, over REST alone: joins by an invitation, has its key certified, commits an order,
reveals, prepays and prints its bill. Needs Python 3.9 and the package cryptography; nothing of GridBourse.

The key is made here and never leaves this process. What is signed are Fabric's own bytes, read before they are signed.
"""
import argparse
import base64
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

CHANNEL = "energy"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Refused(Exception):
    """The gateway-app said no; the message has its code."""


class Gateway:
    """The REST interface of one gateway-app."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.authorization = None

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Accept", "application/json, application/problem+json")
        if self.authorization:
            request.add_header("Authorization", self.authorization)
        data = None
        if body is not None:
            request.add_header("Content-Type", "application/json")
            data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=90) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read() or b"{}")
            raise Refused(f"{error.code} {problem.get('code')}: {problem.get('detail')}") from None

    def join(self, code, user, password):
        self.call("POST", f"/api/invitations/{urllib.parse.quote(code)}/accept", {"user": user, "password": password})

    def log_in(self, user, password):
        pair = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.authorization = f"Basic {pair}"
        made = self.call("POST", "/api/tokens", {"name": "python", "scopes": ["read", "orders"], "days": 1})
        self.authorization = f"Bearer {made['token']}"


def canonical(value):
    """Canonical JSON: keys sorted, no white space, no escapes that are not needed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fields(message):
    """The fields of a protobuf message that are messages, bytes or texts, by number."""
    found, at = {}, 0
    while at < len(message):
        tag, at = varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            _, at = varint(message, at)
        elif kind == 2:
            length, at = varint(message, at)
            found.setdefault(number, []).append(message[at:at + length])
            at += length
        else:
            raise ValueError(f"field {number} is of a kind that Fabric does not use here")
    return found


def varint(message, at):
    value, shift = 0, 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def arguments(chaincode_proposal_payload):
    """Function and arguments in a ChaincodeProposalPayload."""
    invocation = fields(chaincode_proposal_payload)[1][0]
    specification = fields(invocation)[1][0]
    chaincode_input = fields(specification)[3][0]
    return fields(chaincode_input)[1]


def of_proposal(proposal):
    return arguments(fields(proposal)[2][0])


def of_envelope(payload):
    transaction = fields(payload)[2][0]
    action = fields(transaction)[1][0]
    action_payload = fields(action)[2][0]
    return arguments(fields(action_payload)[1][0])


class OwnKey:
    """A key on P-256 and, once it is enrolled, its certificate."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = None

    def enrol(self, gateway, participant):
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, participant)])
        request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(self.key, hashes.SHA256())
        csr = request.public_bytes(serialization.Encoding.PEM).decode()
        answer = gateway.call("POST", "/api/certificates", {"participantId": participant, "csr": csr})
        self.certificate = answer["certificate"]

    def sign(self, message):
        """DER over SHA-256, with S not above half the order, which is all that Fabric takes."""
        r, s = decode_dss_signature(self.key.sign(message, ec.ECDSA(hashes.SHA256())))
        return base64.b64encode(encode_dss_signature(r, min(s, P256_ORDER - s))).decode()


class Prosumer:
    def __init__(self, gateway, participant, key):
        self.gateway = gateway
        self.participant = participant
        self.key = key

    def submit(self, function, request):
        wish = {"participantId": self.participant, "certificate": self.key.certificate,
                "function": function, "request": request}
        proposal = self.gateway.call("POST", "/api/transactions", wish)
        path = f"/api/transactions/{proposal['id']}"
        to_sign = base64.b64decode(proposal["bytesToSign"])
        wanted = [function.encode(), canonical(request)]
        if of_proposal(to_sign) != wanted:
            raise Refused("the proposal is not what was asked for; it is not signed")
        envelope = self.gateway.call("PUT", path + "/proposal-signature", {"signature": self.key.sign(to_sign)})
        payload = base64.b64decode(envelope["bytesToSign"])
        if of_envelope(payload) != wanted:
            raise Refused("the envelope is not what was asked for; it is not signed")
        outcome = self.gateway.call("PUT", path + "/signature", {"signature": self.key.sign(payload)})
        print(f"{function}: {outcome['outcome']} in block {outcome['block']}", flush=True)

    def await_phase(self, session, *phases):
        for _ in range(1200):
            phase = self.gateway.call("GET", f"/api/sessions/{session}")["phase"]
            if phase in phases:
                return phase
            time.sleep(0.5)
        raise Refused(f"session {session} did not come to {' or '.join(phases)}")

    def trade(self, session, period, side, quantity_wh, limit_price_micro):
        terms = self.gateway.call("GET", f"/api/sessions/{session}")
        salt = os.urandom(32).hex()
        schedule = [{"period": period, "side": side,
                     "steps": [{"quantityWh": quantity_wh, "limitPriceMicroPerKwh": limit_price_micro}]}]
        sealed = canonical({"tag": "gridbourse.orders.1", "channel": CHANNEL, "sessionId": session,
                            "participantId": self.participant, "revision": 1, "salt": salt, "schedule": schedule})
        declared = quantity_wh * spread_micro(terms["tariffs"][period])
        mine = {"sessionId": session, "participantId": self.participant}
        self.await_phase(session, "QUOTATION")
        self.submit("commitOrders", {**mine, "revision": 1, "hash": hashlib.sha256(sealed).hexdigest(),
                                     "declaredNano": declared, "autoPrepay": False})
        self.await_phase(session, "REVEAL")
        self.submit("revealOrders", {**mine, "revision": 1, "salt": salt, "schedule": schedule})
        self.await_phase(session, "PREPAYMENT")
        trades = self.gateway.call("GET", f"/api/sessions/{session}/trades?participantId={self.participant}")
        if trades:
            self.submit("prepay", mine)
        self.await_phase(session, "CLOSED")
        return self.gateway.call("GET", f"/api/participants/{self.participant}/bill?sessionId={session}")


def micro(price):
    whole, _, part = price.partition(".")
    return int(whole + part.ljust(6, "0"))


def spread_micro(tariff):
    return micro(tariff["retail"]) - micro(tariff["gridFee"]) - micro(tariff["feedIn"])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gateway", default="http://localhost:8080")
    options.add_argument("--invitation", required=True)
    options.add_argument("--user", required=True)
    options.add_argument("--participant", required=True)
    options.add_argument("--session", required=True)
    options.add_argument("--period", type=int, default=0)
    options.add_argument("--side", choices=["BUY", "SELL"], required=True)
    options.add_argument("--quantity-wh", type=int, required=True)
    options.add_argument("--limit-price", required=True, help="decimal, per kWh")
    given = options.parse_args()
    password = os.environ.get("GRIDBOURSE_PASSWORD")
    if not password:
        sys.exit("set the password in GRIDBOURSE_PASSWORD")
    gateway = Gateway(given.gateway)
    try:
        gateway.join(given.invitation, given.user, password)
        gateway.log_in(given.user, password)
        key = OwnKey()
        key.enrol(gateway, given.participant)
        prosumer = Prosumer(gateway, given.participant, key)
        bill = prosumer.trade(given.session, given.period, given.side, given.quantity_wh, micro(given.limit_price))
    except Refused as refused:
        sys.exit(f"refused: {refused}")
    print(json.dumps({name: bill[name] for name in ("participantId", "sessionId", "total", "gridOnly", "saved")}))


if __name__ == "__main__":
    main()
