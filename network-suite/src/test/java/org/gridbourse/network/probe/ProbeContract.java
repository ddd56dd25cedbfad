package org.gridbourse.network.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ext.sbe.StateBasedEndorsement;
import org.hyperledger.fabric.shim.ext.sbe.impl.StateBasedEndorsementFactory;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;

/** One function for each thing a chaincode can do to a ledger, and for each way in which it can go wrong. */
@Contract(name = "probe", info = @Info(title = "probe", version = "1"))
@Default
public final class ProbeContract implements ContractInterface {

    @Transaction
    public String put(Context context, String key, String value) {
        context.getStub().putStringState(key, value);
        return "ok";
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String get(Context context, String key) {
        return context.getStub().getStringState(key);
    }

    @Transaction
    public String del(Context context, String key) {
        context.getStub().delState(key);
        return "ok";
    }

    @Transaction
    public String readThenWrite(Context context, String key, String value) {
        String before = context.getStub().getStringState(key);
        context.getStub().putStringState(key, value);
        return before;
    }

    @Transaction
    public String readOtherThenWrite(Context context, String read, String key, String value) {
        String found = context.getStub().getStringState(read);
        context.getStub().putStringState(key, value);
        return found;
    }

    @Transaction
    public String twice(Context context, String key) {
        ChaincodeStub stub = context.getStub();
        stub.putStringState(key, "first");
        String seen = stub.getStringState(key);
        stub.putStringState(key, "second");
        return "[" + seen + "]";
    }

    @Transaction
    public String rangeThenWrite(Context context, String start, String end, String key) {
        int rows = keys(context.getStub().getStateByRange(start, end), Integer.MAX_VALUE)
                .size();
        context.getStub().putStringState(key, Integer.toString(rows));
        return Integer.toString(rows);
    }

    @Transaction
    public String rangePartialThenWrite(Context context, String start, String end, String most, String key) {
        int rows = keys(context.getStub().getStateByRange(start, end), Integer.parseInt(most))
                .size();
        context.getStub().putStringState(key, Integer.toString(rows));
        return Integer.toString(rows);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String range(Context context, String start, String end) {
        return String.join(",", keys(context.getStub().getStateByRange(start, end), Integer.MAX_VALUE));
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String values(Context context, String start, String end) {
        List<String> found = new ArrayList<>();
        for (KeyValue each : context.getStub().getStateByRange(start, end)) {
            found.add(each.getKey() + "=" + each.getStringValue());
        }
        return String.join(",", found);
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String page(Context context, String start, String end, String size, String bookmark) {
        return page(context.getStub(), start, end, Integer.parseInt(size), bookmark);
    }

    @Transaction
    public String pageThenWrite(Context context, String start, String end, String size, String key) {
        String found = page(context.getStub(), start, end, Integer.parseInt(size), "");
        context.getStub().putStringState(key, found);
        return found;
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String history(Context context, String key) {
        List<String> found = new ArrayList<>();
        for (KeyModification each : context.getStub().getHistoryForKey(key)) {
            found.add(each.isDeleted() ? "deleted" : each.getStringValue());
        }
        return String.join(",", found);
    }

    @Transaction
    public String compositePut(Context context, String type, String first, String second, String value) {
        CompositeKey key = context.getStub().createCompositeKey(type, first, second);
        context.getStub().putStringState(key.toString(), value);
        return "ok";
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String compositeList(Context context, String type, String first) {
        List<String> found = new ArrayList<>();
        CompositeKey prefix = context.getStub().createCompositeKey(type, first);
        for (KeyValue each : context.getStub().getStateByPartialCompositeKey(prefix)) {
            found.add(String.join(
                            "/",
                            context.getStub().splitCompositeKey(each.getKey()).getAttributes())
                    + "="
                    + each.getStringValue());
        }
        return String.join(",", found);
    }

    @Transaction
    public String event(Context context, String name, String payload, String key, String value) {
        context.getStub().setEvent(name, payload.getBytes(StandardCharsets.UTF_8));
        context.getStub().putStringState(key, value);
        return "ok";
    }

    @Transaction
    public String twoEvents(Context context, String key) {
        context.getStub().setEvent("First", "1".getBytes(StandardCharsets.UTF_8));
        context.getStub().setEvent("Second", "2".getBytes(StandardCharsets.UTF_8));
        context.getStub().putStringState(key, "x");
        return "ok";
    }

    /** Writes another value every time it is executed, so that no two peers agree. */
    @Transaction
    public String mismatch(Context context, String key) {
        context.getStub().putStringState(key, Long.toString(System.nanoTime()));
        return "ok";
    }

    @Transaction
    public String mismatchResult(Context context) {
        return Long.toString(System.nanoTime());
    }

    @Transaction
    public String fail(Context context, String message) {
        throw new ChaincodeException(message, "PROBE-PAYLOAD");
    }

    @Transaction
    public String boom(Context context, String message) {
        throw new IllegalStateException(message);
    }

    @Transaction
    public String writeThenFail(Context context, String key) {
        context.getStub().putStringState(key, "x");
        throw new ChaincodeException("PRB-0002|after write");
    }

    @Transaction
    public String bigWrite(Context context, String prefix, String count) {
        for (int i = 0; i < Integer.parseInt(count); i++) {
            context.getStub().putStringState(String.format(Locale.ROOT, "%s%05d", prefix, i), "v" + i);
        }
        return count;
    }

    @Transaction
    public String large(Context context, String key, String bytes) {
        context.getStub().putState(key, new byte[Integer.parseInt(bytes)]);
        return bytes;
    }

    @Transaction
    public String setKeyPolicy(Context context, String key, String organisations) {
        context.getStub().setStateValidationParameter(key, policy(organisations));
        return "ok";
    }

    @Transaction
    public String putWithPolicy(Context context, String key, String value, String organisations) {
        context.getStub().putStringState(key, value);
        context.getStub().setStateValidationParameter(key, policy(organisations));
        return "ok";
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String getKeyPolicy(Context context, String key) {
        byte[] policy = context.getStub().getStateValidationParameter(key);
        return policy == null || policy.length == 0
                ? ""
                : String.join(
                        ",",
                        StateBasedEndorsementFactory.getInstance()
                                .newStateBasedEndorsement(policy)
                                .listOrgs());
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String caller(Context context) {
        return context.getClientIdentity().getMSPID() + "|"
                + context.getClientIdentity().getAttributeValue("role") + "|"
                + context.getClientIdentity().getAttributeValue("participant");
    }

    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String transientKeys(Context context) {
        return String.join(",", new TreeMap<>(context.getStub().getTransient()).keySet());
    }

    @Transaction
    public String stamp(Context context, String key) {
        String time = context.getStub().getTxTimestamp().toString();
        context.getStub().putStringState(key, time);
        return time;
    }

    @Transaction
    public String callOther(Context context, String chaincode, String key, String value) {
        context.getStub().putStringState(key + "-caller", value);
        Response response = context.getStub().invokeChaincodeWithStringArgs(chaincode, "put", key, value);
        if (response.getStatus() != Response.Status.SUCCESS) {
            throw new ChaincodeException("called chaincode: " + response.getMessage());
        }
        return response.getStringPayload();
    }

    @Transaction
    public String noop(Context context) {
        return "noop";
    }

    /** Ends the process at once. */
    @Transaction
    public String crash(Context context) {
        Runtime.getRuntime().halt(1);
        return "";
    }

    @Transaction
    public String putEmpty(Context context, String key) {
        context.getStub().putState(key, new byte[0]);
        return "ok";
    }

    @Transaction
    public String sleep(Context context, String millis) throws InterruptedException {
        Thread.sleep(Long.parseLong(millis));
        return "ok";
    }

    @Transaction
    public String readPrivate(Context context, String collection, String key) {
        return new String(context.getStub().getPrivateData(collection, key), StandardCharsets.UTF_8);
    }

    @Transaction
    public String richQuery(Context context, String query) {
        return String.join(",", keys(context.getStub().getQueryResult(query), Integer.MAX_VALUE));
    }

    private static String page(ChaincodeStub stub, String start, String end, int size, String bookmark) {
        QueryResultsIteratorWithMetadata<KeyValue> rows =
                stub.getStateByRangeWithPagination(start, end, size, bookmark);
        int count = keys(rows, Integer.MAX_VALUE).size();
        return count + "|" + rows.getMetadata().getFetchedRecordsCount() + "|"
                + rows.getMetadata().getBookmark();
    }

    private static List<String> keys(Iterable<KeyValue> rows, int most) {
        List<String> keys = new ArrayList<>();
        Iterator<KeyValue> iterator = rows.iterator();
        while (keys.size() < most && iterator.hasNext()) {
            keys.add(iterator.next().getKey());
        }
        try {
            ((AutoCloseable) rows).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return keys;
    }

    private static byte[] policy(String organisations) {
        StateBasedEndorsement policy =
                StateBasedEndorsementFactory.getInstance().newStateBasedEndorsement(new byte[0]);
        policy.addOrgs(StateBasedEndorsement.RoleType.RoleTypePeer, organisations.split(","));
        return policy.policy();
    }
}
