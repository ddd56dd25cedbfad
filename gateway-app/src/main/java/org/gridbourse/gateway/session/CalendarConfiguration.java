package org.gridbourse.gateway.session;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.MarketFile;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.optimizer.InputRefusedException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The grid company's calendar, where it has a folder with a {@code market.yaml}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression(CalendarConfiguration.PRESENT)
class CalendarConfiguration {
    static final String PRESENT = "'${gridbourse.organisation:}' == 'Grid' and '${gridbourse.market:}' != ''";

    @Bean
    Market market(GatewaySettings settings) {
        Path folder = settings.marketFolder().orElseThrow();
        try {
            return MarketFile.read(folder);
        } catch (InputRefusedException problem) {
            throw StartupException.badInput(problem.getMessage());
        }
    }

    @Bean
    Pace pace(JdbcClient database, Market market) {
        return new Pace(database, market.simulated().isPresent());
    }

    @Bean
    @Lazy(false)
    CalendarSchedule calendarSchedule(
            DataSource database,
            Market market,
            Pace pace,
            LedgerView view,
            SessionOpening opening,
            InstantSource clock) {
        return new CalendarSchedule(database, new Announcer(market, pace, view, opening, clock));
    }
}
