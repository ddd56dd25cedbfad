package org.gridbourse.gateway.story;

import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PostingView;
import org.gridbourse.gateway.projection.ProjectionPart;
import org.gridbourse.gateway.projection.TradeView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The story is told in the same transaction as the projection, after all of its records are in. */
@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    @Order(5)
    ProjectionPart storyteller(JdbcClient database, LedgerView view, TradeView trades, PostingView postings) {
        DeliveryStory deliveries = new DeliveryStory(view, postings);
        return new Storyteller(database, view, new PhaseStory(view, trades, deliveries));
    }
}
