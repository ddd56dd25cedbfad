package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.gridbourse.auditor.evidence.TradeLife;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.VectorLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session with a storage order and two proposals, with what two organisations that hold all keys could make of it. */
class ProposalTamperingTest {

    private static TestLedger storage() throws IOException {
        return VectorLedger.of(VectorLedger.folder().resolve("storage.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "window/, \"storageOrders\":1, \"storageOrders\":2, PROPOSAL_WRONG",
        "proposal/s-1/NorthMSP/, \"gapNano\":, \"gapNano\":1, PROPOSAL_WRONG",
        "chunk/s-1/GridMSP/, \"boundNano\":, \"boundNano\":1, PROPOSAL_WRONG",
        "chunk/s-1/GridMSP/, 19952, 19951, PROPOSAL_WRONG",
        "choice/, GridMSP, NorthMSP, PROPOSAL_WRONG",
        "choice/, \"valid\":2, \"valid\":1, PROPOSAL_WRONG",
        "clearing/s-1/001, 88674, 88675, CLEARING_WRONG",
        "fill/s-1/st/000, 19952, 19953, FILL_WRONG"
    })
    void what_is_changed_afterwards_is_found(String key, String what, String other, FindingCode code) throws Exception {
        TestLedger ledger = storage();
        Cheat cheat = new Cheat(ledger);
        UnaryOperator<String> edit = text -> text.replaceFirst(Pattern.quote(what), other);

        cheat.change(cheat.find(key), parts -> parts.edit(key, edit));

        assertThat(ledger.audit().findings()).extracting(Finding::code).contains(code);
    }

    @Test
    void an_endorsed_proposal_that_the_rules_refuse_is_found() throws Exception {
        TestLedger ledger = storage();
        Cheat cheat = new Cheat(ledger);

        cheat.change(
                cheat.find("chunk/s-1/GridMSP/"),
                parts -> parts.editRequest(request -> request.replace("18000", "17999")));

        assertThat(ledger.audit().findings()).extracting(Finding::code).contains(FindingCode.REFUSAL_IGNORED);
    }

    @Test
    void the_life_of_a_trade_tells_the_proposal_that_made_it_and_what_the_storage_earned() throws Exception {
        TradeLife life = new TradeLife("s-1-001-00001");
        Audit.trusting(TestChannel.shared().genesis())
                .recordsTo(life)
                .verify(storage().source());

        List<String> figures =
                life.steps().stream().flatMap(step -> step.figures().stream()).toList();

        assertThat(figures)
                .anyMatch(figure -> figure.startsWith("storage order: net 0 Wh in this period"))
                .anyMatch(figure -> figure.startsWith("the proposal of GridMSP, the best of 2"))
                .anyMatch(figure -> figure.startsWith("s-1-storage-st: charges 0 Wh and gives 18000 Wh")
                        && figure.contains(" of at most "));
    }
}
