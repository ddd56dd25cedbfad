package org.gridbourse.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** TCP ports on the loopback address. */
public final class Ports {
    private static final int FIRST_FREE = 30_100;
    private static final int FIRST_OUTGOING = 32_768;
    /** Starts at random, so that programs started at once do not meet. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(RandomGenerator.getDefault().nextInt(FIRST_OUTGOING - FIRST_FREE));

    private Ports() {}

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody accepts connections there. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Refuses to go on when a port is taken.
     *
     * @param purposes what each port is for, such as {@code 7051 -> peer of Grid}
     */
    public static void requireFree(Map<Integer, String> purposes) {
        String taken = purposes.entrySet().stream()
                .filter(port -> !isFree(port.getKey()))
                .map(port -> port.getKey() + " (" + port.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new SurroundingsException(
                    "port taken: %s. Stop the program that uses it, or choose others with --ports auto"
                            .formatted(taken));
        }
    }

    /**
     * A port on which nobody listens now, another one at each call. It lies below those that systems give to outgoing
     * connections, so that none of these takes it before its server listens, or while that server starts again.
     *
     * @throws SurroundingsException if none is found
     */
    public static int free() {
        for (int attempt = FIRST_FREE; attempt < FIRST_OUTGOING; attempt++) {
            int port = FIRST_FREE + NEXT.getAndIncrement() % (FIRST_OUTGOING - FIRST_FREE);
            if (isFree(port)) {
                return port;
            }
        }
        throw new SurroundingsException("no free port from %d to %d".formatted(FIRST_FREE, FIRST_OUTGOING - 1));
    }

    /** A multiple of ten from 10000 on, at random, so that networks started at once do not meet. */
    public static int randomBase(RandomGenerator random) {
        return 10_000 + 10 * random.nextInt(2_000);
    }
}
