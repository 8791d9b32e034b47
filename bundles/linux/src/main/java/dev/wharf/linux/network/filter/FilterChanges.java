package dev.wharf.linux.network.filter;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.Poller;
import dev.wharf.linux.network.NetlinkAttributes;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Hears of changes of the packet filter that other programs make. One thread waits, any thread may wake it. */
public final class FilterChanges implements AutoCloseable {
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NFNLGRP_NFTABLES = 7;
    private static final int GETGEN = 16;
    private static final int NEWGEN = Messages.NFTABLES | 15;
    private static final int NFTA_GEN_PROC_PID = 2;
    private static final Path OWN_THREADS = Path.of("/proc/self/task");

    private final Kernel kernel;
    private final Fd socket;
    private final Poller poller;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024).order(ByteOrder.nativeOrder());

    private FilterChanges(Kernel kernel, Fd socket) {
        this.kernel = kernel;
        this.socket = socket;
        this.poller = kernel.poller();
        takeAnAddress();
        kernel.networking().setOption(socket, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, NFNLGRP_NFTABLES);
        poller.add(socket, Flags.EPOLLIN, events -> {});
    }

    /** Who never sent anything has no address, and is told nothing. */
    private void takeAnAddress() {
        byte[] question = Messages.table("get generation", GETGEN, 0, 0).bytes();
        buffer.put(question).flip();
        kernel.descriptors().write(socket, buffer);
    }

    /** Those of this process's namespace. */
    public static FilterChanges open(Kernel kernel) {
        return new FilterChanges(
                kernel, kernel.networking().socket(Flags.AF_NETLINK, Flags.SOCK_RAW, NetlinkSocket.NETLINK_NETFILTER));
    }

    /** Those of another namespace. */
    public static FilterChanges open(Kernel kernel, Path namespace) {
        return new FilterChanges(
                kernel,
                kernel.networking()
                        .socket(namespace, Flags.AF_NETLINK, Flags.SOCK_RAW, NetlinkSocket.NETLINK_NETFILTER));
    }

    /** Waits for a change, of whomever. Returns whether another program has made one since the last call. */
    public boolean await(Duration patience) {
        poller.await(patience);
        boolean isForeign = false;
        try {
            while (receive()) {
                isForeign |= isForeign();
            }
        } catch (LinuxException e) {
            // more than the socket holds: it may have been anybody
            isForeign |= e.is(Errno.ENOBUFS);
        }
        return isForeign;
    }

    /** Lets {@link #await} return. */
    public void wake() {
        poller.wake();
    }

    private boolean receive() {
        try {
            kernel.networking().receive(socket, buffer.clear(), Flags.MSG_DONTWAIT);
            buffer.flip();
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                return false;
            }
            throw e;
        }
    }

    /** Each transaction ends with a message that names the thread behind it. */
    private boolean isForeign() {
        boolean isForeign = false;
        int at = 0;
        while (at + NetlinkMessage.HEADER_BYTES <= buffer.limit()) {
            int length = buffer.getInt(at);
            if (length < NetlinkMessage.HEADER_BYTES || at + length > buffer.limit()) {
                break;
            }
            isForeign |= (buffer.getShort(at + 4) & 0xffff) == NEWGEN && isForeign(at, length);
            at += (length + 3) & ~3;
        }
        return isForeign;
    }

    private boolean isForeign(int at, int length) {
        byte[] message = new byte[length];
        buffer.get(at, message);
        int thread = NetlinkAttributes.parse(message, NetlinkMessage.HEADER_BYTES + Messages.HEADER_BYTES)
                .numberBigEndian(NFTA_GEN_PROC_PID)
                .orElse(0);
        return !Files.exists(OWN_THREADS.resolve(Integer.toString(thread)));
    }

    /** Lets go of the kernel; nobody waits any more. Closing twice is harmless. */
    @Override
    public void close() {
        poller.close();
        socket.close();
    }
}
