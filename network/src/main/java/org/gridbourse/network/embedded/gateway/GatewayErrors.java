package org.gridbourse.network.embedded.gateway;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** The errors that a gateway's clients see: code, text, and what each peer had to say. */
final class GatewayErrors {
    private GatewayErrors() {}

    static StatusRuntimeException of(Code code, String message) {
        return of(code, message, List.of());
    }

    static StatusRuntimeException of(Code code, String message, List<ErrorDetail> details) {
        Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
        details.forEach(detail -> status.addDetails(Any.pack(detail)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static ErrorDetail detail(Peer peer, String message) {
        return ErrorDetail.newBuilder()
                .setAddress(peer.address().get())
                .setMspId(peer.mspId())
                .setMessage(message)
                .build();
    }
}
