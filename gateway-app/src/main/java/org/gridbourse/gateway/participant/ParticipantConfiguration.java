package org.gridbourse.gateway.participant;

import org.gridbourse.gateway.projection.LedgerView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ParticipantConfiguration {

    @Bean
    Billing billing(LedgerView view) {
        return new Billing(view);
    }
}
