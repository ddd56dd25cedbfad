package org.gridbourse.cli.simulate;

/** What a participant may say other than the truth; after the clearing it runs its battery in its own interest. */
enum Lie {
    OVERSTATES_NEED,
    UNDERSTATES_NEED,
    HIDES_SURPLUS,
    BIDS_A_QUARTER_LESS,
    BIDS_NEXT_TO_NOTHING,
    ASKS_A_QUARTER_MORE,
    HIDES_ITS_STORE,
    SHRINKS_ITS_STORE,
    HIDES_HALF_ITS_POWER;

    Change change() {
        return switch (this) {
            case OVERSTATES_NEED -> new Change(1.25, 1, 0, 0, 1, 1);
            case UNDERSTATES_NEED -> new Change(0.75, 1, 0, 0, 1, 1);
            case HIDES_SURPLUS -> new Change(1, 0.7, 0, 0, 1, 1);
            case BIDS_A_QUARTER_LESS -> new Change(1, 1, 250, 0, 1, 1);
            case BIDS_NEXT_TO_NOTHING -> new Change(1, 1, 900, 0, 1, 1);
            case ASKS_A_QUARTER_MORE -> new Change(1, 1, 0, 250, 1, 1);
            case HIDES_ITS_STORE -> new Change(1, 1, 0, 0, 0, 1);
            case SHRINKS_ITS_STORE -> new Change(1, 1, 0, 0, 0.7, 1);
            case HIDES_HALF_ITS_POWER -> new Change(1, 1, 0, 0, 1, 0.5);
        };
    }

    /**
     * What is said instead of the truth.
     *
     * @param need factor on consumption
     * @param surplus factor on energy left over
     * @param bidMarginPermille margin of bids
     * @param askMarginPermille margin of offers
     * @param capacity factor on the storage's size; 0 hides it
     * @param power factor on the storage's power
     */
    record Change(
            double need,
            double surplus,
            long bidMarginPermille,
            long askMarginPermille,
            double capacity,
            double power) {
        static final Change NONE = new Change(1, 1, 0, 0, 1, 1);

        long[] said(long[] netWh) {
            long[] said = new long[netWh.length];
            for (int t = 0; t < said.length; t++) {
                said[t] = Math.round(netWh[t] * (netWh[t] > 0 ? need : surplus));
            }
            return said;
        }
    }
}
