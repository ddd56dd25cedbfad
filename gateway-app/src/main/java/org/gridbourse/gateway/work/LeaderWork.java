package org.gridbourse.gateway.work;

import org.springframework.context.SmartLifecycle;

/** Work that one instance of an organisation does alone; {@link Leadership} starts it. */
public interface LeaderWork extends SmartLifecycle {
    @Override
    default boolean isAutoStartup() {
        return false;
    }
}
