package org.gridbourse.gateway.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.MqttConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what comes from a broker to the desk, in batches, so that many meters may report at once. */
final class MqttListening implements LeaderWork {
    private static final Logger log = LoggerFactory.getLogger(MqttListening.class);
    private static final int WAITING_MAX = 100_000;
    private static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final MqttConnection.Broker broker;
    private final MeterDesk desk;
    private final NodeReadings readings;
    private final BlockingQueue<IntakeDesk.Message> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private Thread thread;
    private MqttConnection connection;
    private volatile boolean running;

    MqttListening(MqttConnection.Broker broker, MeterDesk desk, NodeReadings readings) {
        this.broker = broker;
        this.desk = desk;
        this.readings = readings;
    }

    @Override
    public synchronized void start() {
        running = true;
        connection = new MqttConnection(broker, this::receive);
        connection.connect().exceptionally(problem -> {
            log.warn("the broker at {}:{} does not answer yet: {}", broker.host(), broker.port(), problem.getMessage());
            return null;
        });
        thread = new Thread(this::work, "meter-intake");
        thread.setDaemon(true);
        thread.start();
    }

    /** The broker waits while more wait here than there is room for. */
    private void receive(IntakeDesk.Message message) {
        try {
            waiting.put(message);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (running) {
            try {
                if (connection.isConnected()) {
                    connection.subscribe(desk.topics());
                }
                List<IntakeDesk.Message> batch = new ArrayList<>();
                IntakeDesk.Message first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    desk.take(batch).stream()
                            .filter(receipt -> !receipt.verdict().counts())
                            .forEach(receipt ->
                                    log.info("{} at {}: {}", receipt.meterId(), receipt.at(), receipt.verdict()));
                    readings.poke();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException problem) {
                log.warn("what meters published cannot be kept: {}", problem.getMessage());
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (connection != null) {
            connection.close();
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
