package dev.wharf.linux.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A message of the kernel.
 *
 * @param type of its family, or {@link #NLMSG_ERROR} or {@link #NLMSG_DONE}
 * @param flags of the header
 * @param index which of the messages that were sent together it answers, from 0
 * @param payload what follows the header; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record NetlinkReply(int type, int flags, int index, byte[] payload) {
    /** An error number, or 0 for success. */
    public static final int NLMSG_ERROR = 2;

    /** The end of a list. */
    public static final int NLMSG_DONE = 3;

    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    /**
     * Why a message failed.
     *
     * @param errno error number
     * @param explanation the kernel's text, or empty
     * @param offset of the attribute that is at fault in the message that was sent; 0 when it is not told
     */
    public record Failure(int errno, String explanation, int offset) {}

    /** The attributes behind the header of the family. */
    public NetlinkAttributes attributes(int familyHeaderBytes) {
        return NetlinkAttributes.parse(payload, familyHeaderBytes);
    }

    /** A four-byte number of the header of the family. */
    public int intAt(int offset) {
        return ordered().getInt(offset);
    }

    /** A two-byte number of the header of the family. */
    public int shortAt(int offset) {
        return ordered().getShort(offset) & 0xffff;
    }

    /** A byte of the header of the family. */
    public int byteAt(int offset) {
        return payload[offset] & 0xff;
    }

    /** Whether it ends the answer to a message. */
    boolean isLast() {
        return type == NLMSG_ERROR || type == NLMSG_DONE;
    }

    /** What failed; empty when it tells of success, or is no such message. */
    public Optional<Failure> failure() {
        if (!isLast() || payload.length < 4 || intAt(0) >= 0) {
            return Optional.empty();
        }
        NetlinkAttributes told = attributes(explanationOffset());
        boolean tells = (flags & NLM_F_ACK_TLVS) != 0;
        return Optional.of(new Failure(
                -intAt(0),
                tells ? told.text(NLMSGERR_ATTR_MSG).orElse("") : "",
                tells ? told.number(NLMSGERR_ATTR_OFFS).orElse(0) : 0));
    }

    /** Behind the number stands the header of the message that failed and, unless it is capped, the message. */
    private int explanationOffset() {
        if (type == NLMSG_DONE) {
            return 4;
        }
        int copied = (flags & NLM_F_CAPPED) != 0 ? NetlinkMessage.HEADER_BYTES : intAt(4);
        return 4 + (copied + 3 & ~3);
    }

    private ByteBuffer ordered() {
        return ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder());
    }
}
