package org.gridbourse.gateway.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.node.trading.SealedOrders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders that people wrote, in this instance's database. */
@Repository
class OwnOrders {
    private static final String COLUMNS = "select participant_id, session_id, revision, salt, schedule, hash,"
            + " declared_nano, auto_prepay from own_orders ";

    private final JdbcClient database;

    OwnOrders(JdbcClient database) {
        this.database = database;
    }

    record Kept(String participantId, String sessionId, SealedOrders sealed) {}

    /** The last ones of a participant in a session. */
    Optional<Kept> last(String participantId, String sessionId) {
        return database.sql(COLUMNS + "where participant_id = ? and session_id = ? order by revision desc limit 1")
                .params(participantId, sessionId)
                .query(OwnOrders::read)
                .optional();
    }

    /** All of a session, the last revision of each participant. */
    List<Kept> ofSession(String sessionId) {
        return database.sql(COLUMNS + "where session_id = ? and revision = (select max(revision) from own_orders other"
                        + " where other.participant_id = own_orders.participant_id"
                        + " and other.session_id = own_orders.session_id) order by participant_id")
                .param(sessionId)
                .query(OwnOrders::read)
                .list();
    }

    void keep(String participantId, String sessionId, SealedOrders sealed) {
        discard(participantId, sessionId, sealed.revision());
        database.sql("insert into own_orders (participant_id, session_id, revision, salt, schedule, hash,"
                        + " declared_nano, auto_prepay) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        participantId,
                        sessionId,
                        sealed.revision(),
                        sealed.salt(),
                        Json.write(Codecs.json(sealed.schedule())),
                        sealed.sealed().hash(),
                        sealed.sealed().declared().nano(),
                        sealed.sealed().autoPrepay())
                .update();
    }

    void discard(String participantId, String sessionId, int revision) {
        database.sql("delete from own_orders where participant_id = ? and session_id = ? and revision = ?")
                .params(participantId, sessionId, revision)
                .update();
    }

    private static Kept read(ResultSet row, int number) throws SQLException {
        return new Kept(
                row.getString("participant_id"),
                row.getString("session_id"),
                new SealedOrders(
                        row.getInt("revision"),
                        row.getString("salt"),
                        Codecs.schedule(Json.parse(row.getString("schedule"))),
                        new Sealed(
                                row.getString("hash"),
                                new Money(row.getLong("declared_nano")),
                                row.getBoolean("auto_prepay"))));
    }
}
