package org.gridbourse.gateway;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line why the instance does not start; only a defect of ours shows its stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupReporter implements SpringBootExceptionReporter {

    /** Spring Boot hands over the context, which is not needed here. */
    StartupReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        StartupReport report = StartupReport.of(failure);
        if (report.defect()) {
            return false;
        }
        System.err.println("gateway-app: " + report.message());
        return true;
    }
}
