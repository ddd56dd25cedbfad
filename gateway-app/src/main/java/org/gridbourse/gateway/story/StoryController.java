package org.gridbourse.gateway.story;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The story of the day, to be read on from where one stopped. */
@Tag(name = "Instance")
@RestController
@RequestMapping("/api/story")
class StoryController {
    private final JdbcClient database;

    StoryController(JdbcClient database) {
        this.database = database;
    }

    /** @param sessionId null where the line is about no session */
    record Line(long number, String at, String sessionId, String topic, String text) {}

    /** @param after number of the last line that the caller has */
    @GetMapping
    List<Line> story(@RequestParam(name = "after", defaultValue = "0") long after) {
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
