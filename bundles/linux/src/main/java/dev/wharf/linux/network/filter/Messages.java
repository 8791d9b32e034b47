package dev.wharf.linux.network.filter;

import dev.wharf.linux.FileNames;
import dev.wharf.linux.network.NetlinkMessage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Headers and texts of the messages of nfnetlink. */
final class Messages {
    static final int NFTABLES = 10 << 8;
    static final int CONNECTIONS = 1 << 8;
    static final int NEWTABLE = 0;
    static final int GETTABLE = 1;
    static final int DELTABLE = 2;
    static final int NEWCHAIN = 3;
    static final int GETCHAIN = 4;
    static final int DELCHAIN = 5;
    static final int NEWRULE = 6;
    static final int GETRULE = 7;
    static final int DELRULE = 8;
    static final int NEWSET = 9;
    static final int NEWSETELEM = 12;
    static final int GETSETELEM = 13;
    static final int DELSETELEM = 14;

    /** Bytes of struct nfgenmsg. */
    static final int HEADER_BYTES = 4;

    private static final int NFNL_MSG_BATCH_BEGIN = 0x10;
    private static final int NFNL_MSG_BATCH_END = 0x11;
    private static final int COMMENT = 0;

    private Messages() {}

    static NetlinkMessage begin() {
        return new NetlinkMessage("begin transaction", NFNL_MSG_BATCH_BEGIN, 0)
                .putByte(0)
                .putByte(0)
                .putShortBigEndian(NFTABLES >> 8);
    }

    static NetlinkMessage end() {
        return new NetlinkMessage("end transaction", NFNL_MSG_BATCH_END, 0)
                .putByte(0)
                .putByte(0)
                .putShortBigEndian(NFTABLES >> 8);
    }

    /** A message of nf_tables. */
    static NetlinkMessage table(String what, int type, int flags, int family) {
        return new NetlinkMessage(what, NFTABLES | type, flags)
                .putByte(family)
                .putByte(0)
                .putShort(0);
    }

    /** A comment as nft and iptables-nft keep it among the data of users; libnftnl/udata.h. */
    static byte[] comment(String text) {
        byte[] bytes = FileNames.encode(text);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(COMMENT);
        data.write(bytes.length + 1);
        data.writeBytes(bytes);
        data.write(0);
        return data.toByteArray();
    }

    /** The comment among the data of users; empty when there is none. */
    static String comment(byte[] data) {
        int at = 0;
        while (at + 2 <= data.length) {
            int length = data[at + 1] & 0xff;
            if (data[at] == COMMENT && length > 0 && at + 2 + length <= data.length) {
                return FileNames.decode(Arrays.copyOfRange(data, at + 2, at + 1 + length));
            }
            at += 2 + length;
        }
        return "";
    }
}
