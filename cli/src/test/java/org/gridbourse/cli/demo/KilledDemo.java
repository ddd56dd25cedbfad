package org.gridbourse.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that starts a child, says its id, and waits to be killed. */
final class KilledDemo {
    private KilledDemo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Children children = new Children();
        Child child = children.start(
                "sleeper",
                List.of("sleep", "600"),
                Map.of(),
                Path.of(arguments[0]).resolve("sleeper.log"));
        System.out.println(child.pid());
        Thread.currentThread().join();
    }
}
