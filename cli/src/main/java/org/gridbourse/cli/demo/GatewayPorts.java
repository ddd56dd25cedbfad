package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.programs.CacheFolder;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.PrivateFolder;

/**
 * The ports of the gateway-apps: 8080, 8081 and 8082, so that what was copied from one demo works with the next; any free
 * ones where another demo has these, or any program one of them. A lock in the cache keeps two demos that start together
 * apart.
 */
final class GatewayPorts implements AutoCloseable {
    private static final int FIRST = 8080;
    private static final int ANY = 0;

    private final FileChannel channel;
    private final boolean usual;

    private GatewayPorts(FileChannel channel, boolean usual) {
        this.channel = channel;
        this.usual = usual;
    }

    /** Takes the usual ports if they are to be had, and keeps them until it is closed. */
    static GatewayPorts take(Map<String, String> environment) throws IOException {
        Path folder = CacheFolder.of(environment);
        PrivateFolder.create(folder);
        FileChannel channel = FileChannel.open(
                folder.resolve("demo-ports.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new GatewayPorts(channel, isLocked(channel) && areFree());
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ownOtherDemo) {
            return false;
        }
    }

    private static boolean areFree() {
        for (Organisation organisation : Organisation.values()) {
            if (!Ports.isFree(FIRST + organisation.ordinal())) {
                return false;
            }
        }
        return true;
    }

    /** The port of an organisation's gateway-app; 0 for any that is free. */
    int of(Organisation organisation) {
        return usual ? FIRST + organisation.ordinal() : ANY;
    }

    /** Lets go of them, with the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
