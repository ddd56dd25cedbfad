package org.gridbourse.gateway.story;

import java.time.InstantSource;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PostingView;
import org.gridbourse.gateway.projection.Projector;
import org.gridbourse.gateway.projection.TradeView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The story is told in the same transaction as the projection, after all of its records are in. */
@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    @Order(5)
    Storyteller storyteller(JdbcClient database, LedgerView view, TradeView trades, PostingView postings) {
        DeliveryStory deliveries = new DeliveryStory(view, postings);
        return new Storyteller(database, view, new PhaseStory(view, trades, deliveries));
    }

    @Bean
    @Lazy(false)
    RemarkListener remarkListener(Storyteller storyteller, Projector projector, InstantSource clock) {
        return new RemarkListener(storyteller, projector, clock);
    }
}
