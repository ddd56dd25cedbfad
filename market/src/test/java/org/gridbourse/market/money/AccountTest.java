package org.gridbourse.market.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.money.Account.Kind;
import org.junit.jupiter.api.Test;

class AccountTest {

    @Test
    void the_account_of_a_name_is_the_one_that_has_it() {
        for (Kind kind : Kind.values()) {
            Account account =
                    new Account(kind, kind.isOfParticipants() ? Optional.of("cash-and-carry") : Optional.empty());
            assertThat(Account.named(account.name())).isEqualTo(account);
        }
        assertThat(Account.named("wallet:grid")).isEqualTo(Account.wallet("grid"));
        assertThat(Account.GRID_CASH.name()).isEqualTo("grid:cash");
    }

    @Test
    void names_that_no_account_has_are_told_apart() {
        for (String name : List.of("", "wallet", "grid", "grid:", "grid:bank", "purse:a", "pool:a")) {
            assertThatThrownBy(() -> Account.named(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
