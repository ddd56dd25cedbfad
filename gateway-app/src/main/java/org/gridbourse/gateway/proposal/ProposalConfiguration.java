package org.gridbourse.gateway.proposal;

import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.projection.LedgerView;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The grid company's instance proposes, and that of any other organisation that is told to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${gridbourse.proposes:}' == 'true' or"
        + " ('${gridbourse.proposes:}' == '' and '${gridbourse.organisation:}' == 'Grid')")
class ProposalConfiguration {

    @Bean
    @Lazy(false)
    Proposer proposer(LedgerView view, MarketContract contract, Wallet wallet, FabricConnection connection) {
        return new Proposer(
                view, contract, wallet.operator(), connection.profile().channel());
    }
}
