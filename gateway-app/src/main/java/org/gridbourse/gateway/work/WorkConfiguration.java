package org.gridbourse.gateway.work;

import java.util.List;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who does the work of which there must be one doer. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    @Bean
    @Lazy(false)
    Leadership leadership(
            JdbcClient database, GatewaySettings settings, List<LeaderWork> work, ApplicationEventPublisher listeners) {
        boolean alone = settings.database().url().isBlank();
        return new Leadership(new Lease(database), alone, work, listeners);
    }
}
