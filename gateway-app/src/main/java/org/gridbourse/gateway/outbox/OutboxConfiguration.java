package org.gridbourse.gateway.outbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events go to Kafka where brokers are named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("gridbourse.kafka.servers")
class OutboxConfiguration {

    @Bean
    @Lazy(false)
    OutboxPublisher outboxPublisher(GatewaySettings settings, JdbcClient database) {
        GatewaySettings.Kafka kafka = settings.kafka();
        Map<String, Object> client = new HashMap<>(kafka.clientSettings());
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.servers());
        String name = "gridbourse-outbox-" + settings.organisation();
        return new OutboxPublisher(
                new OutboxTable(database), () -> EventTopic.open(kafka.topic(), name, Map.copyOf(client)));
    }
}
