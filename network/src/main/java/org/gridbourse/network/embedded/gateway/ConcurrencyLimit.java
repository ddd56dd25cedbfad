package org.gridbourse.network.embedded.gateway;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Refuses calls of a service beyond a number at once, in the words of Fabric's peers. */
public final class ConcurrencyLimit implements ServerInterceptor {
    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger();

    public ConcurrencyLimit(int limit) {
        this.limit = limit;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            String service = call.getMethodDescriptor().getServiceName();
            String message = "too many requests for /%s, exceeding concurrency limit (%d)".formatted(service, limit);
            call.close(Status.UNKNOWN.withDescription(message), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        AtomicBoolean counted = new AtomicBoolean(true);
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onComplete() {
                release();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                release();
                super.onCancel();
            }

            private void release() {
                if (counted.getAndSet(false)) {
                    underWay.decrementAndGet();
                }
            }
        };
    }
}
