package org.gridbourse.chaincode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.contract.metadata.MetadataBuilder;
import org.hyperledger.fabric.contract.routing.ContractDefinition;
import org.hyperledger.fabric.contract.routing.RoutingRegistry;
import org.hyperledger.fabric.contract.routing.TxFunction;
import org.hyperledger.fabric.contract.routing.TypeRegistry;
import org.hyperledger.fabric.contract.routing.impl.RoutingRegistryImpl;
import org.hyperledger.fabric.contract.systemcontract.SystemContract;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;

/**
 * Leads proposals to the functions of {@link MarketContract}. It does what the shim's own router does, but is told its
 * contracts instead of searching the class path for them, which is most of that one's start. Neither functions nor
 * arguments are logged.
 */
final class MarketRouter extends ChaincodeBase {
    private static final Logger LOGGER = Logger.getLogger(MarketRouter.class.getName());
    private static final String SYSTEM_CONTRACT = "org.hyperledger.fabric";

    /**
     * A message travels in the headers of a gRPC answer, twice and encoded, and a client takes 8 KB of them: beyond that
     * it never sees the code, or loses its connection.
     */
    private static final int MESSAGE_MAX_CHARACTERS = 400;

    private final RoutingRegistry registry = new RoutingRegistryImpl();

    MarketRouter(String[] arguments) {
        initializeLogging();
        processEnvironmentOptions();
        processCommandLineOptions(arguments);
        validateOptions();
        Metrics.initialize(getChaincodeConfig());
        Traces.initialize(getChaincodeConfig());
        register(MarketContract.class);
        register(SystemContract.class);
        MetadataBuilder.initialize(registry, TypeRegistry.getRegistry());
    }

    /** The registry asks for the raw interface's class, which no class literal of an implementation is. */
    @SuppressWarnings("unchecked")
    private void register(Class<? extends ContractInterface> contract) {
        ContractDefinition definition = registry.addNewContract((Class<ContractInterface>) contract);
        for (Method method : contract.getMethods()) {
            if (method.isAnnotationPresent(Transaction.class)) {
                definition.addTxFunction(method);
            }
        }
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
        TxFunction function = function(stub.getFunction());
        List<String> arguments = stub.getParameters();
        int wanted = function.getParamsList().size();
        if (arguments.size() != wanted) {
            throw new ChaincodeException("REQUEST_INVALID|%s takes %s argument%s, not %s"
                    .formatted(function.getName(), wanted, wanted == 1 ? "" : "s", arguments.size()));
        }
        ContractInterface contract = function.getRouting().getContractInstance();
        Context context = contract.createContext(stub);
        try {
            Object answer = wanted == 0
                    ? function.getRouting().getMethod().invoke(contract, context)
                    : function.getRouting().getMethod().invoke(contract, context, arguments.get(0));
            return (String) answer;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof ChaincodeException refused) {
                throw refused;
            }
            throw thrown;
        }
    }

    private TxFunction function(String name) {
        int colon = name.lastIndexOf(':');
        String contract = colon < 0 ? MarketContract.NAME : name.substring(0, colon);
        String function = name.substring(colon + 1);
        boolean known = contract.equals(MarketContract.NAME) || contract.equals(SYSTEM_CONTRACT);
        if (!known || !registry.getContract(contract).hasTxFunction(function)) {
            throw new ChaincodeException("FUNCTION_UNKNOWN|there is no function " + name);
        }
        return registry.getContract(contract).getTxFunction(function);
    }
}
