package org.gridbourse.auditor.fabric;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Why a transaction does not count, in Fabric's code and in words. */
record Refusal(TxValidationCode code, String reason) {}
