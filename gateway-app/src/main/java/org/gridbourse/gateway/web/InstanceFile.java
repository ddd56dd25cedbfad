package org.gridbourse.gateway.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.gateway.work.StandsBy;
import org.gridbourse.programs.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code instance.json} in the data folder: there while this instance can be called and reaches its peer. */
@Component
@Lazy(false)
class InstanceFile implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(InstanceFile.class);

    private final String organisation;
    private final Path file;
    private final AccessToken token;
    private int port;
    private boolean peerReached;

    InstanceFile(GatewaySettings settings, AccessToken token) {
        this.token = token;
        organisation = settings.organisation();
        file = settings.data().resolve("instance.json");
        remove();
    }

    @EventListener
    synchronized void onWebServer(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
            writeWhenHealthy();
        }
    }

    @EventListener
    synchronized void onStream(StreamOpened opened) {
        if (!peerReached) {
            peerReached = true;
            writeWhenHealthy();
        }
    }

    @EventListener
    synchronized void onStandingBy(StandsBy nothingToReach) {
        peerReached = true;
        writeWhenHealthy();
    }

    private void writeWhenHealthy() {
        if (port == 0 || !peerReached) {
            return;
        }
        try {
            token.announce(port);
            Path draft = file.resolveSibling("instance.json.new");
            Files.deleteIfExists(draft);
            PrivateFolder.createFile(draft);
            Files.writeString(draft, "{\"port\":%d}\n".formatted(port));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            log.info("{} answers on http://localhost:{}", organisation, port);
        } catch (IOException problem) {
            log.error("{} cannot be written: {}", file, problem.toString());
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException problem) {
            throw StartupException.surroundings("%s cannot be removed: %s".formatted(file, problem));
        }
    }

    @Override
    public void destroy() {
        token.withdraw(port);
        remove();
    }
}
