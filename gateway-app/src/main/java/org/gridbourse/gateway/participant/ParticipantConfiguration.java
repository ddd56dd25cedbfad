package org.gridbourse.gateway.participant;

import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PostingView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ParticipantConfiguration {

    @Bean
    Billing billing(LedgerView view, PostingView postings) {
        return new Billing(view, postings);
    }
}
