package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/** An event that a chaincode announced; whoever listens gets it only if the transaction is valid. */
public record ChaincodeEvent(String chaincode, String transactionId, String name, ByteString payload) {}
