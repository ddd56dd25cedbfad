package org.gridbourse.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Ends this process with the one that started it: their pipe, standard input, ends however that one was ended. */
final class ParentWatch {
    private static final String OPTION = "--exit-with-stdin";

    private ParentWatch() {}

    static void startIfWanted(String[] arguments) {
        if (List.of(arguments).contains(OPTION)) {
            Thread thread = new Thread(ParentWatch::exitAtTheEndOfInput, "parent-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void exitAtTheEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException brokenPipe) {
            // an end as good as any
        }
        System.exit(0);
    }
}
