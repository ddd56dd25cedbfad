package org.gridbourse.calendar;

import java.util.List;
import java.util.Optional;

/**
 * A market as its {@code market.yaml} describes it: its calendar, and where its programs run.
 *
 * @param name of a-z, 0-9 and -
 * @param simulated of a playground, whose ledger is simulated and whose calendar holds no sessions; empty: a real market
 * @param organisations in the order of the file
 * @param broker where meters publish; empty: none
 * @param database empty: each gateway-app keeps a file of its own
 */
public record Market(
        String name,
        MarketCalendar calendar,
        Optional<SimulatedDays> simulated,
        List<Gateway> organisations,
        Optional<Broker> broker,
        Optional<Database> database) {
    public Market {
        organisations = List.copyOf(organisations);
    }

    /** Which sessions are to be announced. */
    public SessionPlan plan() {
        return simulated.map(SessionPlan.class::cast).orElseGet(() -> new Announcements(calendar));
    }

    /**
     * An organisation's gateway-app.
     *
     * @param port on which its REST interface and pages answer
     */
    public record Gateway(String organisation, int port) {}

    /**
     * An MQTT broker.
     *
     * @param login as whom gateway-apps connect; empty: without a name
     */
    public record Broker(String host, int port, Optional<Login> login) {
        /** Such as {@code mqtt://localhost:1883}. */
        public String url() {
            return "mqtt://%s:%d".formatted(host, port);
        }
    }

    /** @param passwordFile its first line is the password */
    public record Login(String user, String passwordFile) {}

    /**
     * A PostgreSQL server with one database per organisation.
     *
     * @param url JDBC; {@code ORGANISATION} stands for the organisation's name in lower case
     * @param passwordFile its first line is the password
     */
    public record Database(String url, String user, String passwordFile) {}
}
