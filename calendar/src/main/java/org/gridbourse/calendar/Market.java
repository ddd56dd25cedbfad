package org.gridbourse.calendar;

import java.util.List;
import java.util.Optional;

/**
 * A market as its {@code market.yaml} describes it: its calendar, and where its programs run.
 *
 * @param name of a-z, 0-9 and -
 * @param organisations in the order of the file
 * @param broker where meters publish; empty: none
 * @param database empty: each gateway-app keeps a file of its own
 */
public record Market(
        String name,
        MarketCalendar calendar,
        List<Gateway> organisations,
        Optional<Broker> broker,
        Optional<Database> database) {
    public Market {
        organisations = List.copyOf(organisations);
    }

    /**
     * An organisation's gateway-app.
     *
     * @param port on which its REST interface and pages answer
     */
    public record Gateway(String organisation, int port) {}

    /** An MQTT broker. */
    public record Broker(String host, int port) {}

    /**
     * A PostgreSQL server with one database per organisation.
     *
     * @param url JDBC; {@code ORGANISATION} stands for the organisation's name in lower case
     * @param passwordFile its first line is the password
     */
    public record Database(String url, String user, String passwordFile) {}
}
