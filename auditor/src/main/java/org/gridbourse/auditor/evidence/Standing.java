package org.gridbourse.auditor.evidence;

import java.util.HashSet;
import java.util.Set;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonBoolean;

/** How far a session has come and who kept its word in it: what becomes of its trades follows from that. */
final class Standing {
    private final Set<String> prepaid = new HashSet<>();
    private final Set<String> defaulted = new HashSet<>();
    private String phase = "";

    void add(WrittenRecord record) {
        switch (record.type()) {
            case "phase" -> {
                if (record.value()
                        .get("closing")
                        .filter(JsonBoolean.FALSE::equals)
                        .isPresent()) {
                    phase = record.text("phase");
                }
            }
            case "prepayment" -> prepaid.add(record.text("participantId"));
            case "default" -> {
                if (record.text("cause").equals("PREPAYMENT_DEFAULT")) {
                    defaulted.add(record.text("participantId"));
                }
            }
            default -> {
                // changes nothing about a trade
            }
        }
    }

    /** The phase that was reached, empty before there is one. */
    String phase() {
        return phase;
    }

    boolean isOver() {
        return phase.equals("CLOSED") || phase.equals("CANCELLED");
    }

    /** CLEARED, PREPAID, VOID or SETTLED. */
    String ofTrade(String buyer, String seller) {
        if (defaulted.contains(buyer) || defaulted.contains(seller)) {
            return "VOID";
        }
        if (phase.equals("SETTLED") || phase.equals("CLOSED")) {
            return "SETTLED";
        }
        return prepaid.contains(buyer) && prepaid.contains(seller) ? "PREPAID" : "CLEARED";
    }
}
