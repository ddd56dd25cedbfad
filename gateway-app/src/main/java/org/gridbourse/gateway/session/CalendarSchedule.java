package org.gridbourse.gateway.session;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import javax.sql.DataSource;
import org.gridbourse.gateway.work.LeaderWork;

/**
 * Looks at the calendar again and again while this instance leads. When it looks next is in the database: of several
 * instances one looks, and one that was away looks at once.
 */
final class CalendarSchedule implements LeaderWork {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String TASK = "announce-sessions";

    private final DataSource database;
    private final Announcer announcer;
    private Scheduler scheduler;

    CalendarSchedule(DataSource database, Announcer announcer) {
        this.database = database;
        this.announcer = announcer;
    }

    @Override
    public synchronized void start() {
        RecurringTask<Void> look =
                Tasks.recurring(TASK, FixedDelay.of(LOOK)).execute((instance, context) -> announcer.look());
        scheduler = Scheduler.create(database)
                .startTasks(look)
                .threads(1)
                .pollingInterval(LOOK)
                .heartbeatInterval(GRACE)
                .shutdownMaxWait(GRACE)
                .build();
        scheduler.start();
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
