package org.gridbourse.chaincode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;

/**
 * Leads proposals to the functions of {@link MarketContract}. It does what the shim's own router does, but is told its
 * contract instead of searching the class path for it, which is most of that one's start. Neither functions nor arguments
 * are logged.
 */
final class MarketRouter extends ChaincodeBase {
    private static final Logger LOGGER = Logger.getLogger(MarketRouter.class.getName());
    /**
     * A message travels in the headers of a gRPC answer, twice and encoded, and a client takes 8 KB of them: beyond that
     * it never sees the code, or loses its connection.
     */
    private static final int MESSAGE_MAX_CHARACTERS = 400;

    private final MarketContract contract = new MarketContract();
    private final SortedMap<String, Method> functions = new TreeMap<>();
    private final String metadata;

    MarketRouter(String[] arguments) {
        initializeLogging();
        processEnvironmentOptions();
        processCommandLineOptions(arguments);
        validateOptions();
        Metrics.initialize(getChaincodeConfig());
        Traces.initialize(getChaincodeConfig());
        for (Method method : MarketContract.class.getMethods()) {
            if (method.isAnnotationPresent(Transaction.class)) {
                functions.put(method.getName(), method);
            }
        }
        metadata = ContractMetadata.of(MarketContract.class.getAnnotation(Contract.class), functions.values());
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return invoke(stub);
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        try {
            return ResponseUtils.newSuccessResponse(call(stub).getBytes(StandardCharsets.UTF_8));
        } catch (ChaincodeException refused) {
            return ResponseUtils.newErrorResponse(shortened(refused.getMessage()));
        } catch (ReflectiveOperationException | RuntimeException mistake) {
            LOGGER.log(Level.SEVERE, "transaction " + stub.getTxId() + " failed", mistake);
            return ResponseUtils.newErrorResponse(
                    "INTERNAL|transaction " + stub.getTxId() + " failed, see the chaincode's log");
        }
    }

    /** Details quote requests, and these may be long. */
    private static String shortened(String message) {
        if (message.length() <= MESSAGE_MAX_CHARACTERS) {
            return message;
        }
        boolean cutsPair = Character.isHighSurrogate(message.charAt(MESSAGE_MAX_CHARACTERS - 1));
        return message.substring(0, cutsPair ? MESSAGE_MAX_CHARACTERS - 1 : MESSAGE_MAX_CHARACTERS) + "…";
    }

    private String call(ChaincodeStub stub) throws ReflectiveOperationException {
        String name = stub.getFunction();
        List<String> arguments = stub.getParameters();
        int colon = name.lastIndexOf(':');
        String contractName = colon < 0 ? MarketContract.NAME : name.substring(0, colon);
        String function = name.substring(colon + 1);
        if (contractName.equals(ContractMetadata.SYSTEM_CONTRACT) && function.equals(ContractMetadata.GET_METADATA)) {
            requireArguments(function, arguments, 0);
            return metadata;
        }
        if (!contractName.equals(MarketContract.NAME) || !functions.containsKey(function)) {
            throw new ChaincodeException("FUNCTION_UNKNOWN|there is no function " + name);
        }
        requireArguments(function, arguments, 1);
        return call(functions.get(function), contract.createContext(stub), arguments.get(0));
    }

    private static void requireArguments(String function, List<String> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw new ChaincodeException("REQUEST_INVALID|%s takes %s argument%s, not %s"
                    .formatted(function, wanted, wanted == 1 ? "" : "s", arguments.size()));
        }
    }

    private String call(Method function, Context context, String request) throws ReflectiveOperationException {
        try {
            return (String) function.invoke(contract, context, request);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof ChaincodeException refused) {
                throw refused;
            }
            throw thrown;
        }
    }
}
