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
    /** What a seller pays, above the price, for what it did not deliver. */
    SHORTFALL,
    /** The wires, for what a buyer took of its contract. */
    GRID_FEE,
    /** What a buyer did not take of its contract, sold to peers or to the grid. */
    NOT_TAKEN,
    /** Export beyond a contract or without one, bought by the grid at feed-in. */
    GRID_PURCHASE,
    /** Import beyond a contract or without one, sold by the grid at retail. */
    GRID_SALE,
    /** Missing energy beyond a contract, bought from peers who had some over, with the grid fee. */
    POOL_PURCHASE,
    /** Energy over, sold to peers who missed some. */
    POOL_SALE,
    /** What missing energy cost peers above what extra energy earned, to the fund. */
    POOL_TO_FUND,
    /** The wires, for what went from one connection point of a participant to another. */
    NETTING_FEE,
    /** Import over a gap, at the highest retail of its periods. */
    UNMEASURED_IMPORT,
    /** Export over a gap, at the lowest feed-in of its periods. */
    UNMEASURED_EXPORT,
    /** What a declared outage cost a participant by its contract, paid by the grid. */
    OUTAGE_COMPENSATION,
    /** The fund's share for delivered contracts. */
    FUND_SHARE,
    /** Income that pays old debts first. */
    ARREARS_REPAID;

    /** Whether this only gives a participant back its own money, so that it is no income. */
    public boolean returnsOwnMoney() {
        return this == BID_BOND_RETURNED || this == ESCROW_RETURNED || this == BOND_RETURNED;
    }
}
