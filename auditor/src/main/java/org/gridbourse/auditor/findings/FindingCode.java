package org.gridbourse.auditor.findings;

/** What can be wrong. Codes are stable; {@code docs/auditor.md} says what each means. */
public enum FindingCode {
    // The ledger as a whole
    GENESIS_MISMATCH("block 0 is not the genesis block that is trusted"),
    BLOCK_MISSING("a block is not there"),
    BLOCK_UNREADABLE("a file is no block, or is cut off"),
    BLOCK_NUMBER_WRONG("a block says another number than its place"),
    BLOCK_NOT_CANONICAL("a block holds bytes beyond its content"),
    BLOCK_EMPTY("a block holds no transaction, which no peer takes"),
    PREVIOUS_HASH_MISMATCH("a block does not name the hash of the block before it"),
    DATA_HASH_MISMATCH("a block's envelopes are not those that its header names"),
    HEIGHT_MISMATCH("the ledger does not have the height that was asked for"),
    HEAD_MISMATCH("the last block is not the one that was asked for"),
    PACK_RECORDS_MISMATCH("a participant's pack does not list the records that its blocks hold"),

    // Orderers
    ORDERER_SIGNATURE_MISSING("no orderer signed the block"),
    ORDERER_SIGNATURE_INVALID("an orderer's signature does not fit the block"),
    ORDERER_UNKNOWN("a block is signed by somebody who is no member of the channel, or no longer"),
    ORDERER_CERTIFICATE_EXPIRED("an orderer signed after its certificate had expired"),
    BLOCK_VALIDATION_POLICY_UNSATISFIED("those who signed the block may not sign blocks"),
    LAST_CONFIG_MISMATCH("a block names another block as the last configuration"),
    METADATA_MALFORMED("what stands beside a block's envelopes cannot be read or does not belong there"),

    // Configuration
    CONFIG_UNREADABLE("a channel configuration cannot be read"),
    CONFIG_NOT_ALONE("a channel configuration shares its block with other transactions"),
    CONFIG_UNAUTHORISED("a channel configuration was changed without the consent that it needs"),
    CONFIG_MISMATCH("a channel configuration is not what its request makes of the one before"),

    // Transactions
    ENVELOPE_NOT_CANONICAL("an envelope holds bytes beyond its content"),
    TRANSACTION_WRONG_CHANNEL("a transaction of another channel"),
    TRANSACTION_MALFORMED("a transaction that is not well formed is counted as valid"),
    TRANSACTION_ID_WRONG("a transaction's id does not follow from its creator and nonce"),
    TRANSACTION_DUPLICATED("a transaction stands twice in the ledger and counts twice"),
    CREATOR_SIGNATURE_INVALID("a transaction's signature does not fit its creator"),
    CREATOR_UNKNOWN("a transaction's creator is no member of the channel"),
    CREATOR_REVOKED("a transaction's creator was revoked before"),
    CREATOR_CERTIFICATE_EXPIRED("a transaction was signed after its creator's certificate had expired"),
    CREATOR_NOT_A_WRITER("a transaction's creator may not write to the channel"),
    PROPOSER_MISMATCH("the endorsed proposal is another client's than the transaction"),
    PROPOSAL_HASH_MISMATCH("endorsements of one proposal stand under another"),
    ENDORSEMENT_SIGNATURE_INVALID("an endorsement's signature does not fit what it stands under"),
    ENDORSER_UNKNOWN("an endorser is no member of the channel, or no longer"),
    ENDORSER_CERTIFICATE_EXPIRED("an endorser signed after its certificate had expired"),
    ENDORSEMENT_WRONG_ORGANISATION("endorsements are there, but not from whom the policy asks"),
    ENDORSEMENT_MISSING("fewer endorsements than the policy asks for"),
    CHAINCODE_UNDEFINED("a transaction writes for a chaincode that was never defined"),
    READ_CONFLICT_IGNORED("a transaction counts as valid although what it read had changed"),
    PHANTOM_READ_IGNORED("a transaction counts as valid although a range that it read had changed"),
    VALIDATION_CODE_MISMATCH("a validation code is not the one that follows from the ledger"),
    VALIDATION_CODES_MISSING("there is not one validation code for each transaction"),
    COMMIT_HASH_MISSING("a block has no commit hash"),
    COMMIT_HASH_MISMATCH("a commit hash does not follow from what the valid transactions wrote"),

    // The market, transaction by transaction
    DEFINITION_UNEXPLAINED("the market's chaincode definition was written by something else than its definition"),
    WRITE_UNEXPLAINED("a transaction wrote what no rule of the market writes"),
    WRITE_MISSING("a transaction did not write what the rules say it writes"),
    REFUSAL_IGNORED("a transaction is on the ledger that the market's rules refuse"),
    READING_SIGNATURE_INVALID("a meter reading is on the ledger whose signature does not fit"),
    REVEAL_MISMATCH("orders were revealed that are not those that were sealed"),
    RESPONSE_WRONG("a transaction answered something else than the rules say"),
    EVENT_WRONG("a transaction announced something else than the rules say"),
    REGISTRATION_WRONG("a participant, owner or meter record is not what the rules make of the request"),
    SESSION_WRONG("a session's definition, phase or progress is not what the rules make of the request"),
    ORDERS_WRONG("a commitment or revealed orders are not what the rules make of the request"),
    CLEARING_WRONG("a clearing price, volume or interval is not what the orders give"),
    PROPOSAL_WRONG("a proposal, its proof, or which one won is not what the rules make of the requests"),
    FILL_WRONG("a fill is not what clearing the orders gives"),
    TRADE_INVENTED("a trade is on the ledger that no clearing makes"),
    PREPAYMENT_WRONG("an escrow or bond is not what the trades ask for"),
    DEFAULT_WRONG("the consequences of a default are not what the rules say"),
    READING_WRONG("a reading record is not what the meter submitted"),
    SETTLEMENT_WRONG("a statement is not what trades and readings give"),
    CREDIT_WRONG("a credit change is not what the session gives"),
    ACCOUNT_WRONG("an account is not what its transactions give"),
    CASH_WRONG("a deposit or withdrawal is not what was requested"),
    RULES_WRONG("a rule version is not what was proposed and approved"),
    CONSENT_WRONG("a consent is not what was given, recalled or used"),
    PAYOUT_WRONG("a share of the fund or a payment for an outage is not what the rules give"),

    // The market, over the whole history
    RECORD_UNREADABLE("a record of the market cannot be read"),
    JOURNAL_UNBALANCED("the postings of one cause do not add up to zero"),
    BALANCE_NEGATIVE("a wallet, bond or escrow fell below zero"),
    BALANCE_MISMATCH("an account does not hold what its postings add up to"),
    ENERGY_UNBALANCED("what was bought in a period is not what was sold"),
    TRADE_ONE_SIDED("a trade is not the same for its buyer and its seller"),
    SETTLEMENT_UNBALANCED("a period's amounts of participants and grid do not add up to zero"),
    CREDIT_CHAIN_BROKEN("a credit change does not begin where the one before ended"),
    ENERGY_UNSETTLED("the statements of a meter do not add up to what its registers advanced"),
    MONEY_UNBALANCED("all postings of the ledger do not add up to zero");

    private final String meaning;

    FindingCode(String meaning) {
        this.meaning = meaning;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }
}
