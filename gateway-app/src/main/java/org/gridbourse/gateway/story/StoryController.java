package org.gridbourse.gateway.story;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.access.Permission;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The story of the day, to be read on from where one stopped. It names everybody: for those who may see all. */
@Tag(name = "Instance")
@RestController
@RequestMapping("/api/story")
class StoryController {
    private final JdbcClient database;
    private final Permission permission;

    StoryController(JdbcClient database, Permission permission) {
        this.database = database;
        this.permission = permission;
    }

    /** @param sessionId null where the line is about no session */
    record Line(long number, String at, String sessionId, String topic, String text) {}

    /** @param after number of the last line that the caller has */
    @GetMapping
    List<Line> story(@RequestParam(name = "after", defaultValue = "0") long after) {
        permission.requireSeeAll();
        return database.sql("select number, received_at, session_id, topic, text from story_line where number > ?"
                        + " order by number")
                .param(after)
                .query((row, number) -> new Line(
                        row.getLong("number"),
                        row.getTimestamp("received_at").toInstant().toString(),
                        row.getString("session_id"),
                        row.getString("topic"),
                        row.getString("text")))
                .list();
    }
}
