package org.gridbourse.network.fabric;

/**
 * What the organisations agree on before chaincode may write to the ledger.
 *
 * @param content the package that peers install
 * @param sequence 1 for the first definition of the chaincode on the channel, one more with every change
 * @param policy whose endorsement a transaction needs
 */
public record ChaincodeDefinition(ChaincodePackage content, int sequence, String policy) {
    public ChaincodeDefinition {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence (%d) must be at least 1".formatted(sequence));
        }
    }
}
