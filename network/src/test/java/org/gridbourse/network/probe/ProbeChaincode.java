package org.gridbourse.network.probe;

import org.hyperledger.fabric.contract.ContractRouter;

/** Runs {@link ProbeContract} as a service, at the address and under the package id that the environment names. */
public final class ProbeChaincode {
    private ProbeChaincode() {}

    public static void main(String[] arguments) throws Exception {
        ContractRouter.main(new String[] {"-i", System.getenv("CORE_CHAINCODE_ID_NAME")});
    }
}
