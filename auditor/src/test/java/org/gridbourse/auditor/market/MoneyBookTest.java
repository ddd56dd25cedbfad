package org.gridbourse.auditor.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Balances are those of participants; what all of them have together may be more than one account could hold. */
class MoneyBookTest {
    private static final long MOST = Long.MAX_VALUE / 2;

    private final Findings findings = new Findings();
    private final MoneyBook book = new MoneyBook(findings);

    private static WrittenRecord record(String key, JsonObject.Builder value) {
        WrittenRecord.Source source =
                new WrittenRecord.Source(7, 0, "tx-7", "deposit", "operator", List.of("GridMSP"), Instant.EPOCH);
        return new WrittenRecord(source, key, key.substring(0, key.indexOf('/')), value.build());
    }

    private static JsonObject posting(String account, long nano) {
        return JsonObject.builder()
                .put("account", account)
                .put("amountNano", nano)
                .build();
    }

    /** A deposit as the ledger records it, and what the wallet is said to hold then. */
    private void deposit(String participant, long nano, long walletNano) {
        book.enter(List.of(
                record(
                        "account/" + participant,
                        JsonObject.builder()
                                .put("participantId", participant)
                                .put("walletNano", walletNano)
                                .put("arrearsNano", 0)
                                .put("locks", JsonArray.of(List.of()))),
                record(
                        "deposit/" + participant,
                        JsonObject.builder()
                                .put(
                                        "journal",
                                        JsonArray.of(List.of(
                                                posting("issuance", -nano),
                                                posting("wallet:" + participant, nano)))))));
    }

    @Test
    void three_deposits_that_together_leave_64_bits_are_no_finding() {
        deposit("a", MOST, MOST);
        deposit("b", MOST, MOST);
        deposit("c", MOST, MOST);

        assertThat(findings.listed()).isEmpty();
        assertThat(book.sumNano()).isZero();
    }

    @Test
    void a_wallet_that_holds_more_than_was_posted_to_it_is_found() {
        deposit("a", MOST, MOST);
        deposit("b", 5, 6);

        assertThat(findings.listed()).extracting("code").containsExactly(FindingCode.BALANCE_MISMATCH);
    }
}
