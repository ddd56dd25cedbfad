package org.gridbourse.gateway.session;

import java.time.InstantSource;
import java.util.Optional;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.OperatorDesk;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What only the grid company's instance does with sessions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "gridbourse.organisation", havingValue = "Grid")
class OperatorConfiguration {

    @Bean
    SessionRuns sessionRuns(JdbcClient database) {
        return new SessionRuns(database);
    }

    @Bean
    SessionOpening sessionOpening(SessionRuns runs, OperatorDesk desk) {
        return new SessionOpening(runs, desk);
    }

    @Bean
    @Lazy(false)
    SessionRunner sessionRunner(
            ObjectProvider<Pace> pace,
            SessionRuns runs,
            LedgerView view,
            MarketContract contract,
            Wallet wallet,
            InstantSource clock,
            ApplicationEventPublisher story) {
        Optional<Pace> calendar = pace.stream().findFirst();
        return new SessionRunner(
                runs,
                view,
                new PhaseChange(contract, wallet.operator()),
                new WaitingWords(runs, story, clock),
                new SessionRunner.Time(
                        clock, () -> calendar.filter(Pace::isPaused).isPresent()));
    }
}
