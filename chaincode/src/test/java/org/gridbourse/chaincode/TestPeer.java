package org.gridbourse.chaincode;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.state.Caller;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * What a peer does for a chaincode, as far as the market needs it: committed state without read-your-writes, ranges in
 * the order of the keys' bytes that end after a limit, one event, the caller's certificate.
 */
final class TestPeer {
    private final SortedMap<String, byte[]> state = new TreeMap<>();
    private final TestCertificates certificates = new TestCertificates();
    private final int rangeLimit;
    private int openRanges;

    TestPeer() {
        this(Integer.MAX_VALUE);
    }

    TestPeer(int rangeLimit) {
        this.rangeLimit = rangeLimit;
    }

    /** A proposal. */
    record Call(Caller caller, String function, List<String> arguments, Instant timestamp, String transactionId) {}

    /** What the chaincode did with it. */
    record Simulation(Response response, SortedMap<String, byte[]> writes, Optional<String> event, byte[] payload) {

        String message() {
            return response.getMessage();
        }

        String answer() {
            return response.getStringPayload();
        }
    }

    Simulation simulate(MarketRouter chaincode, Call call) {
        Recorder recorder = new Recorder(call);
        Response response = chaincode.invoke(recorder.stub());
        if (openRanges != 0) {
            throw new AssertionError(openRanges + " ranges were left open");
        }
        return new Simulation(response, recorder.writes, recorder.event, recorder.payload);
    }

    void commit(Simulation simulation) {
        state.putAll(simulation.writes());
    }

    void put(String key, String value) {
        state.put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    ChaincodeStub stub(Call call) {
        return new Recorder(call).stub();
    }

    /** One simulation: what the stub answers, and what it is told. */
    private final class Recorder {
        private final Call call;
        private final SortedMap<String, byte[]> writes = new TreeMap<>();
        private Optional<String> event = Optional.empty();
        private byte[] payload = {};

        Recorder(Call call) {
            this.call = call;
        }

        ChaincodeStub stub() {
            return (ChaincodeStub) Proxy.newProxyInstance(
                    ChaincodeStub.class.getClassLoader(),
                    new Class<?>[] {ChaincodeStub.class},
                    (proxy, method, arguments) -> answer(method.getName(), arguments));
        }

        private Object answer(String method, Object[] arguments) {
            return switch (method) {
                case "getFunction" -> call.function();
                case "getParameters" -> call.arguments();
                case "getTxId" -> call.transactionId();
                case "getTxTimestamp" -> call.timestamp();
                case "getChannelId" -> "energy";
                case "getCreator" -> certificates.creator(call.caller());
                case "getState" -> state.getOrDefault((String) arguments[0], new byte[0]);
                case "getStateByRange" -> range((String) arguments[0], (String) arguments[1]);
                case "putState" -> writes.put((String) arguments[0], (byte[]) arguments[1]);
                case "setEvent" -> event((String) arguments[0], (byte[]) arguments[1]);
                default -> throw new UnsupportedOperationException(method);
            };
        }

        private Object event(String name, byte[] bytes) {
            event = Optional.of(name);
            payload = bytes;
            return null;
        }
    }

    private QueryResultsIterator<KeyValue> range(String start, String end) {
        List<KeyValue> entries = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : state.subMap(start, end).entrySet()) {
            if (entries.size() < rangeLimit) {
                entries.add(new Entry(entry.getKey(), entry.getValue()));
            }
        }
        openRanges++;
        return new QueryResultsIterator<>() {
            @Override
            public Iterator<KeyValue> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                openRanges--;
            }
        };
    }

    private record Entry(String key, byte[] value) implements KeyValue {
        @Override
        public String getKey() {
            return key;
        }

        @Override
        public byte[] getValue() {
            return value;
        }

        @Override
        public String getStringValue() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }
}
