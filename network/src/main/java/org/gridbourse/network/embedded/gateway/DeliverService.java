package org.gridbourse.network.embedded.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.blocks.Block;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.SignedBytes;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/**
 * Fabric's Deliver service at one organisation's peer: whole blocks, filtered blocks, blocks with private data (which this
 * network has none of). Refusals are messages in the stream; the stream itself stays open for another question.
 */
public final class DeliverService extends DeliverGrpc.DeliverImplBase {
    private final Ledger ledger;
    private final BlockFeed feed;
    private final Duration timeWindow;
    private final InstantSource clock;

    /** @param timeWindow how far the client's clock may be off */
    public DeliverService(Ledger ledger, BlockFeed feed, Duration timeWindow, InstantSource clock) {
        this.ledger = ledger;
        this.feed = feed;
        this.timeWindow = timeWindow;
        this.clock = clock;
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
        return listen(
                client,
                block -> DeliverResponse.newBuilder().setBlock(parse(block)).build());
    }

    @Override
    public StreamObserver<Envelope> deliverFiltered(StreamObserver<DeliverResponse> client) {
        return listen(client, block -> DeliverResponse.newBuilder()
                .setFilteredBlock(FilteredBlocks.of(block, ledger.config().channel()))
                .build());
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> client) {
        return listen(client, block -> DeliverResponse.newBuilder()
                .setBlockAndPrivateData(BlockAndPrivateData.newBuilder().setBlock(parse(block)))
                .build());
    }

    private static org.hyperledger.fabric.protos.common.Block parse(Block block) {
        try {
            return org.hyperledger.fabric.protos.common.Block.parseFrom(block.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("block " + block.number() + " cannot be read", e);
        }
    }

    private StreamObserver<Envelope> listen(
            StreamObserver<DeliverResponse> client, Function<Block, DeliverResponse> content) {
        ServerCallStreamObserver<DeliverResponse> observer = (ServerCallStreamObserver<DeliverResponse>) client;
        BlockFeed.Subscription<DeliverResponse> subscription = feed.prepare(observer);
        return new StreamObserver<>() {
            @Override
            public void onNext(Envelope request) {
                try {
                    answer(request, subscription, content);
                } catch (StatusRuntimeException e) {
                    subscription.end();
                    observer.onError(e);
                }
            }

            @Override
            public void onError(Throwable failure) {
                subscription.end();
            }

            @Override
            public void onCompleted() {
                // who has sent its one request may close its side and still listen
                subscription.finish();
            }
        };
    }

    private void answer(
            Envelope request,
            BlockFeed.Subscription<DeliverResponse> subscription,
            Function<Block, DeliverResponse> content) {
        SeekInfo seek;
        try {
            Payload payload = Payload.parseFrom(request.getPayload());
            Optional<Status> refusal = refusal(request, payload);
            if (refusal.isPresent()) {
                subscription.send(status(refusal.get()));
                return;
            }
            seek = SeekInfo.parseFrom(payload.getData());
        } catch (InvalidProtocolBufferException e) {
            subscription.send(status(Status.BAD_REQUEST));
            return;
        }
        deliver(seek, subscription, content);
    }

    private void deliver(
            SeekInfo seek,
            BlockFeed.Subscription<DeliverResponse> subscription,
            Function<Block, DeliverResponse> content) {
        int height = ledger.height();
        if (!seek.hasStart() || !seek.hasStop()) {
            subscription.send(status(Status.BAD_REQUEST));
            return;
        }
        long start = number(seek.getStart(), height);
        long stop = number(seek.getStop(), height);
        boolean backwards = Long.compareUnsigned(stop, start) < 0;
        boolean mustBeThere = seek.getBehavior() == SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
        if (backwards) {
            subscription.send(status(Status.BAD_REQUEST));
        } else if (Long.compareUnsigned(start, height) > 0 || mustBeThere && start == height) {
            subscription.send(status(Status.NOT_FOUND));
        } else {
            boolean endsEarly = mustBeThere && Long.compareUnsigned(stop, height) >= 0;
            subscription.start(
                    start,
                    endsEarly ? height - 1 : stop,
                    content.andThen(Optional::of),
                    status(endsEarly ? Status.NOT_FOUND : Status.SUCCESS));
        }
    }

    private static long number(SeekPosition position, int height) {
        return switch (position.getTypeCase()) {
            case OLDEST -> 0;
            case NEWEST -> height - 1;
            case SPECIFIED -> position.getSpecified().getNumber();
            case NEXT_COMMIT, TYPE_NOT_SET -> height;
        };
    }

    private Optional<Status> refusal(Envelope request, Payload payload) throws InvalidProtocolBufferException {
        if (!payload.hasHeader()) {
            return Optional.of(Status.BAD_REQUEST);
        }
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (!isTimely(header)) {
            return Optional.of(Status.BAD_REQUEST);
        }
        if (!header.getChannelId().equals(ledger.config().channel())) {
            return Optional.of(Status.NOT_FOUND);
        }
        SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        SignedBytes signed = new SignedBytes(signer.getCreator(), request.getSignature(), request.getPayload());
        boolean expired = ledger.config()
                .members()
                .identify(signer.getCreator())
                .filter(member -> member.isExpired(clock.instant()))
                .isPresent();
        boolean mayRead = ledger.config()
                .accessRefusal(ChannelConfig.APPLICATION_READERS, signed)
                .isEmpty();
        return mayRead && !expired ? Optional.empty() : Optional.of(Status.FORBIDDEN);
    }

    private boolean isTimely(ChannelHeader header) {
        try {
            Instant timestamp = Instant.ofEpochSecond(
                    header.getTimestamp().getSeconds(), header.getTimestamp().getNanos());
            return Duration.between(timestamp, clock.instant()).abs().compareTo(timeWindow) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static DeliverResponse status(Status status) {
        return DeliverResponse.newBuilder().setStatus(status).build();
    }
}
