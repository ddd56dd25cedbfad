package org.gridbourse.network.suite;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Transaction;

/** Transactions changed by hand after they were endorsed, as a forger would. They have to be signed again. */
final class HandMade {
    private static final BigInteger ORDER =
            SECNamedCurves.getByName("secp256r1").getN();

    private HandMade() {}

    static Envelope changeEndorsements(Envelope envelope, BiFunction<Integer, Endorsement, Endorsement> change) {
        return changeAction(envelope, action -> {
            List<Endorsement> changed = new ArrayList<>();
            for (int i = 0; i < action.getEndorsementsCount(); i++) {
                changed.add(change.apply(i, action.getEndorsements(i)));
            }
            return action.toBuilder()
                    .clearEndorsements()
                    .addAllEndorsements(changed)
                    .build();
        });
    }

    static Envelope changeResponsePayload(Envelope envelope, UnaryOperator<ByteString> change) {
        return changeAction(envelope, action -> action.toBuilder()
                .setProposalResponsePayload(change.apply(action.getProposalResponsePayload()))
                .build());
    }

    static Endorsement withBrokenSignature(Endorsement endorsement) {
        byte[] signature = endorsement.getSignature().toByteArray();
        signature[signature.length - 1] ^= 1;
        return endorsement.toBuilder()
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    static Endorsement withHighS(Endorsement endorsement) {
        return endorsement.toBuilder()
                .setSignature(highS(endorsement.getSignature()))
                .build();
    }

    /** The other signature that is valid for the same message, and that Fabric does not take. */
    static ByteString highS(ByteString lowS) {
        ASN1Sequence pair = ASN1Sequence.getInstance(lowS.toByteArray());
        BigInteger s = ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
        try {
            return ByteString.copyFrom(new DERSequence(new ASN1Integer[] {
                        ASN1Integer.getInstance(pair.getObjectAt(0)), new ASN1Integer(ORDER.subtract(s))
                    })
                    .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Envelope changeAction(Envelope envelope, UnaryOperator<ChaincodeEndorsedAction> change) {
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            Transaction transaction = Transaction.parseFrom(payload.getData());
            ChaincodeActionPayload action =
                    ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
            ChaincodeActionPayload changed = action.toBuilder()
                    .setAction(change.apply(action.getAction()))
                    .build();
            Transaction.Builder rebuilt = transaction.toBuilder();
            rebuilt.getActionsBuilder(0).setPayload(changed.toByteString());
            return envelope.toBuilder()
                    .setPayload(payload.toBuilder()
                            .setData(rebuilt.build().toByteString())
                            .build()
                            .toByteString())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
