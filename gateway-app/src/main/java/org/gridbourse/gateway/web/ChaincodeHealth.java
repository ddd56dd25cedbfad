package org.gridbourse.gateway.web;

import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.NetworkUnavailableException;
import org.gridbourse.gateway.fabric.Wallet;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the organisation's own chaincode answers: without it nothing can be submitted here. */
@Component("chaincode")
class ChaincodeHealth implements HealthIndicator {
    private final MarketContract contract;
    private final Wallet wallet;

    ChaincodeHealth(MarketContract contract, Wallet wallet) {
        this.contract = contract;
        this.wallet = wallet;
    }

    @Override
    public Health health() {
        try {
            contract.requireAnswer(wallet.reader());
            return Health.up().build();
        } catch (NetworkUnavailableException away) {
            return Health.down().withDetail("trouble", away.getMessage()).build();
        }
    }
}
