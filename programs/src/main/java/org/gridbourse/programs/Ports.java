package org.gridbourse.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** TCP ports on the loopback address. */
public final class Ports {
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

    /** A multiple of ten from 10000 on, at random, so that networks started at once do not meet. */
    public static int randomBase(RandomGenerator random) {
        return 10_000 + 10 * random.nextInt(2_000);
    }
}
