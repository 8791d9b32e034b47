package dev.wharf.linux.network.filter;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.NetlinkAttributes;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.NetlinkReply;
import dev.wharf.linux.network.NetlinkSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way to the packet filter of one network namespace. Thread-safe. */
public final class FilterSocket implements AutoCloseable {
    private final NetlinkSocket socket;

    private FilterSocket(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * The filter of this process's namespace.
     *
     * @throws LinuxException EPROTONOSUPPORT when the kernel has no packet filter
     */
    public static FilterSocket open(Kernel kernel) {
        return new FilterSocket(NetlinkSocket.open(kernel, NetlinkSocket.NETLINK_NETFILTER));
    }

    /**
     * The filter of another namespace.
     *
     * @param namespace a file that setns(2) takes; needed during the call alone
     */
    public static FilterSocket open(Kernel kernel, Path namespace) {
        return new FilterSocket(NetlinkSocket.open(kernel, namespace, NetlinkSocket.NETLINK_NETFILTER));
    }

    /**
     * Makes changes come to be, all of them or none.
     *
     * @throws LinuxException the first failure, which names what was refused; the others are suppressed under it
     */
    public void commit(Transaction transaction) {
        if (transaction.isEmpty()) {
            return;
        }
        List<NetlinkMessage> messages = transaction.messages();
        LinuxException first = null;
        for (NetlinkReply reply : socket.exchange(messages)) {
            Optional<NetlinkReply.Failure> failure = reply.failure();
            if (failure.isPresent()) {
                LinuxException one = NetlinkSocket.exception(messages.get(reply.index()), failure.get());
                if (first == null) {
                    first = one;
                } else {
                    first.addSuppressed(one);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** The comment of a table; empty when there is no such table. */
    public Optional<String> comment(Table table) {
        NetlinkMessage question = Messages.table(
                        "find table " + table,
                        Messages.GETTABLE,
                        0,
                        table.family().number())
                .withText(1, table.name());
        try {
            return socket.ask(question).stream().findFirst().map(FilterSocket::comment);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String comment(NetlinkReply reply) {
        return reply.attributes(Messages.HEADER_BYTES)
                .bytes(6)
                .map(Messages::comment)
                .orElse("");
    }

    /** All chains of tables of the families that are known here. */
    public List<Chain> chains() {
        return socket.dump(Messages.table("list chains", Messages.GETCHAIN, 0, 0)).stream()
                .flatMap(reply -> Family.of(reply.byteAt(0)).map(family -> chain(family, reply)).stream())
                .toList();
    }

    private static Chain chain(Family family, NetlinkReply reply) {
        NetlinkAttributes chain = reply.attributes(Messages.HEADER_BYTES);
        Table table = new Table(family, chain.text(1).orElse(""));
        return new Chain(table, chain.text(3).orElse(""), base(chain));
    }

    private static Optional<Chain.Base> base(NetlinkAttributes chain) {
        NetlinkAttributes hook = chain.nested(4);
        if (!hook.has(1)) {
            return Optional.empty();
        }
        return Hook.of(hook.numberBigEndian(1).orElse(-1))
                .map(each -> new Chain.Base(
                        chain.text(7).orElse("").equals("nat") ? Chain.Type.NAT : Chain.Type.FILTER,
                        each,
                        hook.numberBigEndian(2).orElse(0),
                        chain.numberBigEndian(5).orElse(1) == 0 ? Chain.Policy.DROP : Chain.Policy.ACCEPT));
    }

    /** The rules of a chain in their order; nothing when there is no such chain. */
    public List<FoundRule> rules(Chain chain) {
        NetlinkMessage question = Messages.table(
                        "list rules of " + chain,
                        Messages.GETRULE,
                        0,
                        chain.table().family().number())
                .withText(1, chain.table().name())
                .withText(2, chain.name());
        return dumpOrNothing(question).stream()
                .map(reply -> RuleReader.read(chain, reply))
                .toList();
    }

    /** What a set holds; nothing when there is no such set. */
    public List<Element> elements(NamedSet set) {
        NetlinkMessage question = Messages.table(
                        "list elements of " + set,
                        Messages.GETSETELEM,
                        0,
                        set.table().family().number())
                .withText(1, set.table().name())
                .withText(2, set.name());
        return dumpOrNothing(question).stream()
                .flatMap(reply -> reply.attributes(Messages.HEADER_BYTES).nested(3).all().stream())
                .map(each -> element(each.nested()))
                .toList();
    }

    private static Element element(NetlinkAttributes element) {
        return new Element(data(element, 1), data(element, 10), data(element, 2));
    }

    private static Data data(NetlinkAttributes element, int attribute) {
        return element.nested(attribute).bytes(1).map(Data::of).orElse(Data.NONE);
    }

    private List<NetlinkReply> dumpOrNothing(NetlinkMessage question) {
        try {
            return socket.dump(question);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return List.of();
            }
            throw e;
        }
    }

    /** Lets go of the kernel. Closing twice is harmless. */
    @Override
    public void close() {
        socket.close();
    }
}
