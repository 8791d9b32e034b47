package dev.wharf.linux.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a link is to be like: one that {@link LinkMessages} makes, or changes. What is not said stays as it is, or is
 * chosen by the kernel. Each method returns new settings.
 *
 * @param index of the link; empty for one that is told by its name. For a new link the number that it gets
 * @param name its name; with an index the new name of the link
 * @param mac hardware address, six bytes; not to be changed
 * @param mtu largest packet, in bytes
 * @param master index of the bridge that it becomes a port of; 0 for none
 * @param isUp whether it is to be up
 * @param alias a free text of its owner
 * @param namespace the network namespace where it is born, or moved to
 * @param isHairpin of a port of a bridge: whether it sends back what came from it
 * @param isIsolated of a port of a bridge: whether it reaches no other isolated port
 * @param hasNoLinkLocal whether the kernel gives it no IPv6 address of its own accord
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LinkSettings(
        OptionalInt index,
        Optional<String> name,
        Optional<byte[]> mac,
        OptionalInt mtu,
        OptionalInt master,
        Optional<Boolean> isUp,
        Optional<String> alias,
        Optional<Fd> namespace,
        Optional<Boolean> isHairpin,
        Optional<Boolean> isIsolated,
        boolean hasNoLinkLocal) {
    /** Checks that the link is told. */
    public LinkSettings {
        requireNonNull(mac, "mac");
        if (index.isEmpty() && name.isEmpty()) {
            throw new IllegalArgumentException("a link without name and index");
        }
    }

    private LinkSettings(OptionalInt index, Optional<String> name) {
        this(
                index,
                name,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Of the link with a name. */
    public static LinkSettings named(String name) {
        return new LinkSettings(OptionalInt.empty(), Optional.of(name));
    }

    /** Of the link with a number. */
    public static LinkSettings at(int index) {
        return new LinkSettings(OptionalInt.of(index), Optional.empty());
    }

    /** Gives a new link this number; EBUSY or EEXIST when another one has it. Of a pair, the peer needs it as well. */
    public LinkSettings withIndex(int number) {
        return new LinkSettings(
                OptionalInt.of(number),
                name,
                mac,
                mtu,
                master,
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Names it anew. */
    public LinkSettings renamed(String newName) {
        return new LinkSettings(
                index,
                Optional.of(newName),
                mac,
                mtu,
                master,
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Its hardware address, six bytes. */
    public LinkSettings withMac(byte[] bytes) {
        return new LinkSettings(
                index,
                name,
                Optional.of(bytes.clone()),
                mtu,
                master,
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Its largest packet, in bytes. */
    public LinkSettings withMtu(int bytes) {
        return new LinkSettings(
                index,
                name,
                mac,
                OptionalInt.of(bytes),
                master,
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Makes it a port of a bridge. */
    public LinkSettings withMaster(int bridge) {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                OptionalInt.of(bridge),
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Takes it out of its bridge. */
    public LinkSettings withoutMaster() {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                OptionalInt.of(0),
                isUp,
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Sets it up. */
    public LinkSettings up() {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                master,
                Optional.of(true),
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Sets it down. */
    public LinkSettings down() {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                master,
                Optional.of(false),
                alias,
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Marks it with a text, of at most 255 bytes. */
    public LinkSettings withAlias(String text) {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                master,
                isUp,
                Optional.of(text),
                namespace,
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Lets it be born in another network namespace, or moves it there. The descriptor stays the caller's. */
    public LinkSettings in(Fd networkNamespace) {
        return new LinkSettings(
                index,
                name,
                mac,
                mtu,
                master,
                isUp,
                alias,
                Optional.of(networkNamespace),
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Whether, as a port of a bridge, it sends back what came from it. */
    public LinkSettings withHairpin(boolean wanted) {
        return new LinkSettings(
                index, name, mac, mtu, master, isUp, alias, namespace, Optional.of(wanted), isIsolated, hasNoLinkLocal);
    }

    /** Whether, as a port of a bridge, it reaches no other isolated port. */
    public LinkSettings withIsolation(boolean wanted) {
        return new LinkSettings(
                index, name, mac, mtu, master, isUp, alias, namespace, isHairpin, Optional.of(wanted), hasNoLinkLocal);
    }

    /** Keeps the kernel from giving it an IPv6 address of its own accord. */
    public LinkSettings withoutLinkLocal() {
        return new LinkSettings(index, name, mac, mtu, master, isUp, alias, namespace, isHairpin, isIsolated, true);
    }

    /** Whether there is something that the kernel takes for a link that is there alone. */
    boolean needsChange() {
        return alias.isPresent() || isPort() || hasNoLinkLocal;
    }

    /** Whether there is something that concerns it as a port. */
    boolean isPort() {
        return isHairpin.isPresent() || isIsolated.isPresent();
    }

    /** The same link with that alone which the kernel takes for a link that is there. */
    LinkSettings change() {
        return new LinkSettings(
                OptionalInt.empty(),
                name,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                alias,
                Optional.empty(),
                isHairpin,
                isIsolated,
                hasNoLinkLocal);
    }

    /** Its name or number, for messages. */
    String label() {
        return name.orElseGet(() -> "link " + index.orElse(0));
    }
}
