package org.gridbourse.gateway.projection;

import java.time.InstantSource;
import java.util.List;
import org.gridbourse.gateway.fabric.MarketEvents;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of the projection in the order in which they see an event: the records first, what tells of them last. */
@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {

    @Bean
    @Order(1)
    LedgerView ledgerView(JdbcTemplate database) {
        return new LedgerView(database);
    }

    @Bean
    @Order(2)
    TradeView tradeView(JdbcTemplate database, LedgerView view) {
        return new TradeView(database, view);
    }

    @Bean
    @Order(3)
    PostingView postingView(JdbcTemplate database) {
        return new PostingView(database);
    }

    @Bean
    @Order(4)
    PhaseView phaseView(JdbcTemplate database) {
        return new PhaseView(database);
    }

    @Bean
    @Order(5)
    @ConditionalOnProperty("gridbourse.outbox")
    ProjectionPart outbox(JdbcClient database) {
        return new OutboxProjection(database);
    }

    @Bean
    WalletWatch walletWatch(PostingView postings, InstantSource clock) {
        return new WalletWatch(postings, clock);
    }

    @Bean
    Arrivals arrivals(LedgerView view) {
        return new Arrivals(view);
    }

    @Bean
    Projector projector(
            JdbcClient database, TransactionTemplate transactions, List<ProjectionPart> parts, InstantSource clock) {
        return new Projector(database, transactions, parts, clock);
    }

    @Bean
    @Lazy(false)
    EventListener ledgerEventListener(MarketEvents events, Projector projector, ApplicationEventPublisher publisher) {
        return new EventListener(events, projector, publisher);
    }
}
