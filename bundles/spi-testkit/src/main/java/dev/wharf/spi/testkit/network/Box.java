package dev.wharf.spi.testkit.network;

import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.Sandbox;
import java.util.Optional;

/** A container, as far as its network matters. */
final class Box implements AutoCloseable {
    private final Space space = new Space();
    private final Sandbox sandbox;
    private Optional<Attachment> attachment = Optional.empty();

    Box(String id) {
        sandbox = new Sandbox(id, space.path());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Space space() {
        return space;
    }

    void attached(Attachment found) {
        attachment = Optional.of(found);
    }

    /** What the last join told. */
    Attachment attachment() {
        return attachment.orElseThrow();
    }

    /** The line of {@code ip -o link} for an interface; empty when there is none. */
    String link(String name) {
        return space.attempt("ip", "-o", "link", "show", name)
                .output()
                .lines()
                .filter(line -> line.contains(": " + name + "@") || line.contains(": " + name + ":"))
                .findFirst()
                .orElse("");
    }

    boolean has(String name) {
        return !link(name).isEmpty();
    }

    /** The lines of {@code ip -o addr} for an interface. */
    String addresses(String name) {
        return space.run("ip", "-o", "addr", "show", "dev", name);
    }

    /** The default routes of both families. */
    String defaultRoutes() {
        return space.run("sh", "-c", "ip route show default; ip -6 route show default");
    }

    /** Greets whoever connects to a port, from now on. */
    void greet(int port, String greeting) {
        space.greet(port, greeting);
    }

    /** Its processes end, and with them its namespace. */
    @Override
    public void close() {
        space.close();
    }
}
