package dev.wharf.network.bridge;

import java.util.Optional;

/** Settings of the kernel below {@code net}; sysctl(8). Names have slashes, such as {@code ipv4/ip_forward}. */
interface Sysctls {

    /** The value, without its line end; empty when the kernel has no such setting. */
    Optional<String> read(String name);

    /**
     * Sets a value.
     *
     * @throws dev.wharf.spi.DriverException INTERNAL when the kernel refuses
     */
    void write(String name, String value);

    /** Sets a value unless it is set already; does nothing when the kernel has no such setting. */
    default void ensure(String name, String value) {
        if (read(name).filter(now -> !now.equals(value)).isPresent()) {
            write(name, value);
        }
    }
}
