package org.gridbourse.market.money;

/** Why money moves. Part of every posting; names are stable. */
public enum Reason {
    /** Money paid in from outside. */
    DEPOSIT,
    /** Money paid out. */
    WITHDRAWAL,
    /** Wallet to bid bond at commit. */
    BID_BOND_LOCKED,
    /** What of a bid bond is needed no more. */
    BID_BOND_RETURNED,
    /** A bid bond lost: not revealed, or what a default left of it. */
    BID_BOND_FORFEITED,
    /** Bid bond of a defaulter to the partners that prepaid. */
    DEFAULT_COMPENSATION,
    /** Wallet to escrow at prepayment. */
    ESCROW_LOCKED,
    /** What of an escrow is not spent: the trade is void, or its grid fee was not used. */
    ESCROW_RETURNED,
    /** Wallet to performance bond at prepayment. */
    BOND_LOCKED,
    /** What of a performance bond is needed no more. */
    BOND_RETURNED,
    /** A buyer's contract, paid out of its escrow to the sellers' side. Part of its net, posted with the sellers. */
    CONTRACT,
    /** Delivered energy at the clearing price, to the seller. */
    DELIVERED,
    /** What the grid supplied for a seller, at the clearing price, to the grid. */
    GRID_SUPPLY,
    /** What a seller pays the grid for what it did not deliver. */
    SHORTFALL,
    /** The wires, for what a buyer took of its contract. */
    GRID_FEE,
    /** What a buyer did not take of its contract, bought from it by the grid at feed-in. */
    NOT_TAKEN,
    /** Export beyond a contract or without one, bought by the grid at feed-in. */
    GRID_PURCHASE,
    /** Import beyond a contract or without one, sold by the grid at retail. */
    GRID_SALE,
    /** Income that pays old debts first. */
    ARREARS_REPAID;

    /** Whether this only gives a participant back its own money, so that it is no income. */
    public boolean returnsOwnMoney() {
        return this == BID_BOND_RETURNED || this == ESCROW_RETURNED || this == BOND_RETURNED;
    }
}
