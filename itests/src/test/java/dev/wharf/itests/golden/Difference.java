package dev.wharf.itests.golden;

/**
 * One way in which an answer is not as recorded.
 *
 * @param call name of the call
 * @param what kind of difference
 * @param place within a JSON body, with {@code *} for the index of a list; empty for others
 * @param recorded what 20.10.24 said
 * @param ours what this daemon says
 */
record Difference(String call, What what, String place, String recorded, String ours) {

    /** Kinds of differences. */
    enum What {
        /** Another status. */
        STATUS,
        /** Another content type. */
        CONTENT_TYPE,
        /** Another text, or other bytes in a stream. */
        BODY,
        /** A key is not there. */
        MISSING,
        /** A key is there that was not recorded. */
        EXTRA,
        /** A value of another JSON type. */
        JSON_TYPE,
        /** A list with more or fewer elements. */
        LENGTH,
        /** Another value. */
        VALUE
    }

    @Override
    public String toString() {
        return call + ": " + what + " " + place + " recorded <" + recorded + "> ours <" + ours + ">";
    }
}
