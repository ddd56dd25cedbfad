package org.gridbourse.programs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that starts two children, says their ids, and waits to be killed. */
final class KilledDemo {
    private KilledDemo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Children children = new Children();
        Child child = children.start(
                "sleeper",
                List.of("sleep", "600"),
                Map.of(),
                Path.of(arguments[0]).resolve("sleeper.log"));
        Child listener = children.start(
                "listener", List.of("cat"), Map.of(), Path.of(arguments[0]).resolve("listener.log"));
        System.out.println(child.pid());
        System.out.println(listener.pid());
        Thread.currentThread().join();
    }
}
